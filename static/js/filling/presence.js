// Who else is on the file, asked again every few seconds while the page is looked at.
const EVERY = 12000;

export class Presence {
  constructor(list) {
    this.list = list;
    this.ask();
    setInterval(() => document.hidden || this.ask(), EVERY);
  }

  async ask() {
    const answer = await fetch(this.list.dataset.presence, { headers: { Accept: "application/json" } }).catch(() => null);
    if (!answer?.ok) return;
    const { people } = await answer.json();
    this.list.replaceChildren(...people.map((each) => this.line(each.words)));
    this.list.hidden = !people.length;
  }

  line(words) {
    const line = document.createElement("li");
    line.textContent = words;
    return line;
  }
}
