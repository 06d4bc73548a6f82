// The rows of an agenda moved in place, by their buttons or by Alt and an arrow; the form's own button saves.

const agenda = document.querySelector("[data-agenda]");
const said = agenda?.querySelector("[data-agenda-said]");

const rows = () => [...agenda.querySelectorAll("tbody tr")].filter((row) => row.querySelector("[name=move]"));

function renumber() {
  rows().forEach((row, index) => {
    row.querySelector("input[type=number]").value = index + 1;
  });
}

function move(row, step) {
  const all = rows();
  const other = all[all.indexOf(row) + step];
  if (!other) return;
  if (step < 0) other.before(row);
  else other.after(row);
  renumber();
  const number = row.querySelector(".sub").textContent.split("·")[0].trim();
  said.textContent = agenda.dataset.moved.replace("{number}", number).replace("{rank}", all.indexOf(row) + step + 1);
}

agenda?.addEventListener("click", (event) => {
  const button = event.target.closest("[name=move]");
  if (!button) return;
  event.preventDefault();
  move(button.closest("tr"), button.value.startsWith("up") ? -1 : 1);
  button.focus();
});

agenda?.addEventListener("keydown", (event) => {
  const row = event.target.closest("tbody tr");
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (!event.altKey || !step || !row?.querySelector("[name=move]")) return;
  event.preventDefault();
  move(row, step);
  event.target.focus();
});
