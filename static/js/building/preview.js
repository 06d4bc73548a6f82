// A preview lived as an applicant lives the page: an answer shows the questions that it calls for, totals follow.
import { Budget } from "../filling/budget.js";
import { letGo } from "../filling/pointer.js";
import { of } from "../filling/questions.js";

const form = document.querySelector("form[data-preview]");
let asked = 0;

form?.addEventListener("change", look);
countIn(document);

async function look() {
  const rank = ++asked;
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form) }).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("form[data-preview]");
  await letGo();
  if (fresh && rank === asked) show(fresh);
}

// What was typed stays as it is; only the questions that come and go change.
function show(fresh) {
  const keys = fresh.elements.asked.value.split(" ").filter(Boolean);
  let before = null;
  for (const key of keys) before = of(key, form) ?? come(of(key, fresh), before);
  for (const each of form.querySelectorAll("[data-question]")) keys.includes(each.dataset.question) || each.remove();
  for (const name of ["asked", "known"]) form.elements[name].value = fresh.elements[name].value;
  form.querySelector("[data-waiting]").textContent = fresh.querySelector("[data-waiting]").textContent;
}

function come(question, before) {
  const made = document.importNode(question, true);
  if (before) before.after(made);
  else form.querySelector("[data-question], [data-waiting]").before(made);
  countIn(made);
  return made;
}

function countIn(root) {
  root.querySelectorAll("[data-budget]").forEach((each) => new Budget(each));
}
