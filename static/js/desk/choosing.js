// Says how many files are chosen; the bar of acts waits until there is one.
export class Choosing {
  constructor(form) {
    this.form = form;
    this.bar = form.querySelector(".bulk");
    this.told = this.bar.querySelector("strong");
    this.whole = form.querySelector("[name=tous]");
    this.told.setAttribute("role", "status");
    form.addEventListener("change", () => this.tell());
    this.tell();
  }

  tell() {
    const boxes = [...this.form.querySelectorAll("[name=dossier]")];
    boxes.forEach((each) => each.closest("tr").classList.toggle("sel", each.checked));
    const count = boxes.filter((each) => each.checked).length;
    this.told.textContent = this.words(count);
    this.bar.hidden = !count && !this.whole.checked;
  }

  words(count) {
    if (this.whole.checked) return this.form.querySelector("label[for=tous]").textContent;
    if (count < 2) return count ? this.form.dataset.one : this.form.dataset.none;
    return this.form.dataset.many.replace("#", count);
  }
}
