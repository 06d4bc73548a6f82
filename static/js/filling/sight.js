// Whoever writes in a field still sees it when something comes or goes above it; who scrolled away is left alone.
export function keepInSight(form, ...others) {
  let field = null;
  const leave = () => (field = null);
  form.addEventListener("focusin", ({ target }) => (field = target));
  form.addEventListener("focusout", leave);
  ["wheel", "touchmove"].forEach((each) => document.addEventListener(each, leave, { passive: true }));
  document.addEventListener("keydown", ({ key }) => key.startsWith("Page") && leave());
  const change = new ResizeObserver(() => {
    // Of a long text one sees the line, not the whole field.
    if (field && field.offsetHeight < innerHeight / 2) field.scrollIntoView({ block: "nearest", behavior: "instant" });
  });
  [form, ...others].forEach((each) => change.observe(each));
}
