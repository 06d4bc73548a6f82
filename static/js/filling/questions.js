// The questions of the page: which is which, what it holds, what the page showed of it (its mark).
export const of = (key, root = document) => root.querySelector(`[data-question="${CSS.escape(key)}"]`);

export const keyAt = (node) => node.closest("[data-question]")?.dataset.question;

export function marks(form) {
  return new Map(form.elements.seen.value.split(" ").filter(Boolean).map((each) => {
    const at = each.lastIndexOf(":");
    return [each.slice(0, at), each.slice(at + 1)];
  }));
}

export function setMarks(form, found) {
  form.elements.seen.value = [...found].map(([key, mark]) => `${key}:${mark}`).join(" ");
}

const controls = (question) => [...question.querySelectorAll("input[name], select[name], textarea[name]")];

const isTicked = (each) => each.type === "checkbox" || each.type === "radio";

// [[name, value, ticked]] of one question.
export function held(key) {
  const question = of(key);
  return question ? controls(question).map((each) => [each.name, each.value, isTicked(each) ? each.checked : null]) : [];
}

// Puts back what was held; whether anything changed on the page.
export function putBack(key, lines) {
  const question = of(key);
  let changed = false;
  for (const each of question ? controls(question) : []) {
    const line = lines.find(([name, value, ticked]) => name === each.name && (ticked === null || value === each.value));
    if (!line) continue;
    changed ||= isTicked(each) ? each.checked !== line[2] : each.value !== line[1];
    if (isTicked(each)) each.checked = line[2];
    else each.value = line[1];
  }
  return changed;
}

// Takes the questions of a page read again: those called for now appear, those of others come up to date.
export function refresh(form, page, asked, changed) {
  const fresh = page.querySelector("form[data-filling]");
  const found = marks(form);
  const newMarks = marks(fresh);
  let before = null;
  let called = 0;
  for (const key of asked) {
    const here = of(key, form);
    const there = of(key, fresh);
    if (there && (!here || changed.includes(key))) {
      const made = document.importNode(there, true);
      if (here) here.replaceWith(made);
      else if (before) before.after(made);
      else form.querySelector("[data-question]")?.before(made);
      if (!here) called += 1;
      if (newMarks.has(key)) found.set(key, newMarks.get(key));
    }
    before = of(key, form) ?? before;
  }
  for (const each of form.querySelectorAll("[data-question]")) {
    const key = each.dataset.question;
    each.hidden = !asked.includes(key);
    if (each.hidden) found.delete(key);
  }
  form.elements.asked.value = asked.filter((key) => of(key, form)).join(" ");
  setMarks(form, found);
  return called;
}
