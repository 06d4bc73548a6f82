// One row at a time is in the order of the tabs; the keys work on the row that has the focus, never while one types.
const PLACES = { r: "in", l: "reserve", n: "out" };

export function keys(form, rows, put) {
  rows.forEach((row, rank) => (row.tabIndex = rank ? -1 : 0));
  document.querySelector("[data-keys]").hidden = false;
  form.addEventListener("keydown", (event) => {
    const row = event.target.closest("[data-movable]");
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && event.target !== row) return go(rows, row);
    if (event.target === row && act(event.key, row, rows, put)) event.preventDefault();
  });
}

function act(key, row, rows, put) {
  const at = rows.indexOf(row);
  if (key === "ArrowDown" || key === "ArrowUp") return go(rows, rows[at + (key === "ArrowDown" ? 1 : -1)]);
  if (key in PLACES) return put(row, PLACES[key]) ?? true;
  if (key === "m") return row.querySelector("input")?.select() ?? true;
  if (key === "?") return row.querySelector("[data-why]").click() ?? true;
  return false;
}

function go(rows, row) {
  if (!row) return true;
  rows.forEach((each) => (each.tabIndex = each === row ? 0 : -1));
  row.focus();
  return true;
}
