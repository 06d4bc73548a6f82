// A scenario changed by key, by drag or in its fields: each change is saved at once, and the server says what is left.
import { Saving } from "./saving.js";
import { dragging } from "./dragging.js";
import { keys } from "./keys.js";

const form = document.querySelector("[data-board]");
const rows = [...form.querySelectorAll("[data-movable]")];
const saving = new Saving(form);

export function fields(row) {
  return { place: row.querySelector("select"), amounts: [...row.querySelectorAll("input")] };
}

// Put a file somewhere, as if its menu had been used.
export function put(row, place) {
  const { place: menu } = fields(row);
  menu.value = place;
  menu.dispatchEvent(new Event("change", { bubbles: true }));
}

form.addEventListener("change", (event) => {
  const row = event.target.closest("[data-movable]");
  if (!row) return;
  const { place, amounts } = fields(row);
  // An amount typed for a file that is not retained retains it.
  if (amounts.includes(event.target) && event.target.value.trim()) place.value = "in";
  if (place.value !== "in") amounts.forEach((amount) => (amount.value = ""));
  saving.send(row);
});

form.addEventListener("submit", (event) => {
  if (saving.isOpen) event.preventDefault();
});

// The button is for those without a script, and for when a save did not go through.
form.querySelector("[data-without-script]").hidden = true;
keys(form, rows, put);
dragging(rows, document.querySelector("[data-drop]"), put);
