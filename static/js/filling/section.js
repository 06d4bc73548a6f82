// A section of the form: everything works without this; with it, nothing waits for the button.
import { Autosave } from "./autosave.js";
import { Budget } from "./budget.js";
import { Kept } from "./kept.js";
import { Presence } from "./presence.js";
import { Said } from "./said.js";
import { keepInSight } from "./sight.js";

const form = document.querySelector("form[data-filling]");
if (form) {
  const said = new Said(document.querySelector("[data-said]"));
  const saving = new Autosave(form, new Kept(form.dataset.kept), said);
  if (!saving.isPaused) saving.restore();
  document.querySelectorAll("[data-budget]").forEach((each) => new Budget(each));
  keepInSight(form, ...document.querySelectorAll(".draft-top"));
  document.addEventListener("draft:closed", () => said.tell(said.words.closed));
}
document.querySelectorAll("[data-presence]").forEach((each) => new Presence(each));
