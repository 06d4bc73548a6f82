// A field that proposes places as one types (ARIA 1.2 combobox); without this script it is a plain text field.
const PAUSE = 150; // milliseconds without typing before the server is asked

let made = 0;

class PlaceField {
  constructor(input, said) {
    Object.assign(this, { input, said, id: `lieux-${++made}`, active: -1, asked: 0 });
    const isTyping = document.activeElement === input; // somebody faster than this script
    this.list = this.drawList();
    this.status = this.drawStatus();
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.id,
      autocomplete: "off",
    })) input.setAttribute(name, value);
    input.addEventListener("input", (event) => event.isTrusted && this.later()); // not when `choose` tells the page
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
    if (isTyping) this.goOn();
  }

  drawList() {
    const list = document.createElement("ul");
    const label = document.querySelector(`label[for="${CSS.escape(this.input.id)}"]`);
    Object.assign(list, { id: this.id, className: "place-list", hidden: true });
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", label ? label.textContent.trim() : this.said.label);
    list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
    list.addEventListener("click", (event) => this.choose(event.target.closest("[role=option]")));
    const around = document.createElement("div");
    around.className = "place-field";
    this.input.replaceWith(around);
    around.append(this.input, list);
    return list;
  }

  drawStatus() {
    const status = document.createElement("div");
    status.className = "visually-hidden";
    status.setAttribute("role", "status");
    this.list.after(status);
    return status;
  }

  goOn() {
    this.input.focus(); // drawing the list around the field took it away
    this.input.setSelectionRange(this.input.value.length, this.input.value.length);
    this.later();
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    const typed = this.input.value.trim();
    const rank = ++this.asked;
    if (typed.length < 2) return this.close();
    const address = `${this.said.address}?${new URLSearchParams({ q: typed, niveaux: this.input.dataset.places })}`;
    const answer = await fetch(address, { headers: { Accept: "application/json" } }).catch(() => null);
    const places = answer?.ok ? await answer.json() : null;
    if (places && rank === this.asked && document.activeElement === this.input) this.show(places);
  }

  show(places) {
    this.list.replaceChildren(...places.map((place, rank) => this.option(place, rank)));
    this.open(places.length > 0);
    this.status.textContent = places.length
      ? this.said.count.replace("{count}", places.length)
      : this.said.none;
  }

  option(place, rank) {
    const option = document.createElement("li");
    const detail = document.createElement("span");
    Object.assign(option, { id: `${this.id}-${rank}`, textContent: `${place.name} ` });
    Object.assign(detail, { className: "small muted", textContent: place.detail });
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.value = place.value;
    option.append(detail);
    return option;
  }

  open(isOpen) {
    this.active = -1;
    this.list.hidden = !isOpen;
    this.input.setAttribute("aria-expanded", String(isOpen));
    this.input.removeAttribute("aria-activedescendant");
  }

  close() {
    clearTimeout(this.timer);
    this.asked++;
    this.status.textContent = "";
    this.open(false);
  }

  move(rank) {
    const options = [...this.list.children];
    this.active = (rank + options.length) % options.length;
    options.forEach((each, place) => each.setAttribute("aria-selected", String(place === this.active)));
    options[this.active].scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", options[this.active].id);
  }

  key(event) {
    if (event.key === "ArrowDown" && this.list.hidden) return this.ask();
    if (this.list.hidden) return undefined;
    const chosen = this.list.children[this.active];
    const acts = {
      ArrowDown: () => this.move(this.active + 1),
      ArrowUp: () => this.move(this.active < 0 ? -1 : this.active - 1),
      Escape: () => this.close(),
      Enter: chosen && (() => this.choose(chosen)),
    };
    if (!acts[event.key]) return undefined;
    event.preventDefault();
    return acts[event.key]();
  }

  choose(option) {
    if (!option) return;
    this.input.value = option.dataset.value;
    this.close();
    for (const name of ["input", "change"]) this.input.dispatchEvent(new Event(name, { bubbles: true }));
  }
}

const words = document.getElementById("lieux-mots");
const known = new WeakSet();

function enhance() {
  for (const input of document.querySelectorAll("input[data-places]")) {
    if (known.has(input)) continue;
    known.add(input);
    input.closest(".place-field")?.replaceWith(input); // a row copied with what was drawn around its field
    new PlaceField(input, words.dataset);
  }
}

if (words) {
  enhance();
  new MutationObserver(enhance).observe(document.querySelector("main"), { childList: true, subtree: true });
}
