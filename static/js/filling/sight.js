const SLIDE = 1000; // a page that was sliding to the field when something came ends where the field no longer is

// Whoever writes in a field still sees it when something comes or goes above it (a question, what is wrong with a budget)
// or grows below it; who scrolled away is left alone.
export function keepInSight(form, ...others) {
  let field = null;
  let changedAt = -Infinity;
  const leave = () => (field = null);
  const keep = () => {
    // Of a long text one sees the line, not the whole field.
    if (field && field.offsetHeight < innerHeight / 2) field.scrollIntoView({ block: "nearest", behavior: "instant" });
  };
  form.addEventListener("focusin", ({ target }) => (field = target));
  form.addEventListener("focusout", leave);
  ["wheel", "touchmove"].forEach((each) => document.addEventListener(each, leave, { passive: true }));
  document.addEventListener("keydown", ({ key }) => key.startsWith("Page") && leave());
  document.addEventListener("scrollend", () => performance.now() - changedAt < SLIDE && keep());
  const change = new ResizeObserver(() => {
    changedAt = performance.now();
    keep();
  });
  [form, ...others].forEach((each) => change.observe(each));
}
