// The line under the banner where the page says what happens to the text, and what can be done.
export class Said {
  constructor(place) {
    this.place = place;
    this.words = place.dataset;
  }

  tell(words, act = null) {
    if (this.shown === words) return;
    this.shown = words;
    this.place.replaceChildren(words);
    if (act) this.place.append(" ", act);
    this.place.hidden = !words;
  }

  clear() {
    this.tell("");
  }

  link(words, address) {
    const link = document.createElement("a");
    link.href = address;
    link.textContent = words;
    return link;
  }

  button(words, press) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-line";
    button.textContent = words;
    button.addEventListener("click", press);
    return button;
  }
}
