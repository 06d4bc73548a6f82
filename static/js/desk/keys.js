// Shortcuts of the list: j, k, o, x, /, ?. Off while one types, and off altogether when one says so.
const KEPT = "guichet-raccourcis";

export class Keys {
  constructor(panel, place) {
    this.panel = panel;
    this.rows = [...document.querySelectorAll(".tbl tbody tr")];
    this.acts = { j: () => this.go(1), k: () => this.go(-1), o: () => this.open(), x: () => this.choose(),
      "/": () => this.search(), "?": () => this.panel.showModal() };
    this.switch = panel.querySelector("[data-keys-switch]");
    this.switch.checked = localStorage.getItem(KEPT) !== "non";
    this.switch.addEventListener("change", () => localStorage.setItem(KEPT, this.switch.checked ? "oui" : "non"));
    place.hidden = false;
    place.querySelector("[data-keys-help]").addEventListener("click", () => this.panel.showModal());
    document.addEventListener("keydown", (event) => this.press(event));
  }

  press(event) {
    const act = this.acts[event.key];
    if (!act || !this.switch.checked || event.ctrlKey || event.metaKey || event.altKey) return;
    if (this.panel.open || this.isWriting(event.target)) return;
    event.preventDefault();
    act();
  }

  isWriting(element) {
    return element.isContentEditable || element.matches("textarea, select, input:not([type=checkbox])");
  }

  here() {
    return this.rows.findIndex((each) => each.contains(document.activeElement));
  }

  go(step) {
    const place = Math.min(Math.max(this.here() + step, 0), this.rows.length - 1);
    this.link(this.rows[place])?.focus();
  }

  link(row) {
    return row?.querySelector("th a");
  }

  open() {
    this.link(this.rows[this.here()])?.click();
  }

  choose() {
    this.rows[this.here()]?.querySelector("[name=dossier]")?.click();
  }

  search() {
    const field = document.querySelector("[data-search]");
    field.closest("details").open = true;
    field.focus();
  }
}
