// The page of the pieces: drag, choose or photograph; each file is sent in parts that survive a cut.
import { Upload } from "./sending/upload.js";
import { Row, copy } from "./sending/row.js";

const TOUCH = matchMedia("(pointer: coarse)");
const under = new Map(); // what travels now, by form

// The page read again goes on from the piece that was sent: a reload forgets where the focus was.
if (location.hash && document.activeElement === document.body) document.getElementById(location.hash.slice(1))?.focus();

for (const form of document.querySelectorAll("form[data-sending]")) enhance(form);

// A file dropped beside its place must not take the place of the page.
for (const kind of ["dragover", "drop"]) document.addEventListener(kind, (event) => event.preventDefault());
addEventListener("beforeunload", (event) => under.size && event.preventDefault());

function enhance(form) {
  const input = form.querySelector("input[type=file]");
  form.querySelector("[type=submit]").hidden = true;
  input.addEventListener("change", () => input.files[0] && send(form, input.files[0]));
  input.after(copy("dropping"));
  takeDrops(form, input);
  if ("photo" in form.dataset && TOUCH.matches) form.append(camera(form));
  if (input.files[0]) send(form, input.files[0]); // chosen before this script had come: its button is hidden now
}

function takeDrops(form, input) {
  const zone = form.closest(".piece");
  const mark = (isOver) => zone.classList.toggle("over", isOver);
  zone.addEventListener("dragover", () => mark(!input.disabled));
  zone.addEventListener("dragleave", () => mark(false));
  zone.addEventListener("drop", (event) => {
    mark(false);
    const file = event.dataTransfer.files[0];
    if (file && !input.disabled) send(form, file);
  });
}

function camera(form) {
  const place = copy("photographing");
  const button = Object.assign(place.querySelector("button"), { type: "button" });
  const lens = Object.assign(document.createElement("input"), { type: "file", accept: "image/jpeg", hidden: true });
  lens.setAttribute("capture", "environment");
  lens.addEventListener("change", () => lens.files[0] && send(form, lens.files[0]));
  button.addEventListener("click", () => lens.click());
  place.append(lens);
  return place;
}

async function send(form, file) {
  if (under.has(form)) return;
  const row = new Row(form, file, copy("sending"));
  const upload = new Upload(file, form.dataset.sending, form.elements.csrf_token, row);
  row.listen(upload);
  under.set(form, upload);
  const page = await upload.run();
  under.delete(form);
  if (page) row.finished(() => under.size || reload(page));
}

// The page is read again once nothing travels any more: what else is being sent is not cut.
function reload(page) {
  history.replaceState(null, "", page);
  location.reload();
}
