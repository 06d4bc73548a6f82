// Saves at each pause; keeps on the device what can't leave, and sends it when it can. Nothing is written over.
import { letGo } from "./pointer.js";
import * as questions from "./questions.js";

const PAUSE = 2000;
const AGAIN = 10000;
const PATIENCE = 15000;

export class Autosave {
  constructor(form, kept, said) {
    Object.assign(this, { form, kept, said, touched: new Set(), isPaused: "clash" in form.dataset });
    form.addEventListener("input", (event) => this.note(event, PAUSE));
    form.addEventListener("change", (event) => this.note(event, 0));
    form.addEventListener("submit", (event) => this.leave(event));
    window.addEventListener("online", () => this.send());
    window.addEventListener("pageshow", () => (this.isLeaving = false));
    document.addEventListener("visibilitychange", () => document.hidden && this.send());
    setInterval(() => this.send(), AGAIN);
  }

  note(event, pause) {
    const key = questions.keyAt(event.target);
    if (!key) return;
    this.touched.add(key);
    this.keep();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), pause);
  }

  // On the device, with the marks of what the page had shown: a clash is found even days later.
  keep() {
    const marks = questions.marks(this.form);
    const answers = {};
    for (const key of this.touched) answers[key] = { seen: marks.get(key) ?? "0", held: questions.held(key) };
    if (this.touched.size) this.kept.write(answers);
    else this.kept.forget();
  }

  restore() {
    const answers = this.kept.read()?.answers ?? {};
    const marks = questions.marks(this.form);
    let changed = false;
    for (const [key, each] of Object.entries(answers)) {
      if (!questions.of(key)) continue;
      changed = questions.putBack(key, each.held) || changed;
      marks.set(key, each.seen);
      this.touched.add(key);
    }
    questions.setMarks(this.form, marks);
    if (changed) this.said.tell(this.said.words.restored);
    if (this.touched.size) this.send();
    return changed;
  }

  // One save at a time; "saved" when nothing is left to send.
  async send() {
    clearTimeout(this.timer);
    if (this.isPaused) return "paused";
    if (this.travelling) return this.travelling.then(() => this.send());
    if (!this.touched.size) return "saved";
    this.travelling = this.post();
    const outcome = await this.travelling;
    this.travelling = null;
    return outcome;
  }

  async post() {
    const sent = [...this.touched];
    this.touched.clear();
    const answer = await this.ask().catch(() => null);
    if (answer?.ok) return this.took(await answer.json());
    sent.forEach((each) => this.touched.add(each));
    this.keep();
    return this.refused(answer);
  }

  ask() {
    const token = this.form.elements.csrf_token.value;
    return fetch(this.form.dataset.filling, {
      method: "POST",
      body: new FormData(this.form),
      headers: { Accept: "application/json", "X-CSRFToken": token },
      signal: AbortSignal.timeout(PATIENCE),
      redirect: "manual",
    });
  }

  async took(answer) {
    const marks = questions.marks(this.form);
    Object.entries(answer.seen).forEach(([key, mark]) => marks.set(key, mark));
    questions.setMarks(this.form, marks);
    this.keep();
    this.said.clear();
    this.tellSaved(answer.saved);
    await this.follow(answer);
    return "saved";
  }

  tellSaved(words) {
    const place = document.querySelector("[data-saved]");
    if (!place) return;
    place.textContent = words;
    place.parentElement.hidden = false;
  }

  // Questions that are now called for, and answers of others, come from the page read again.
  async follow({ asked, others }) {
    const changed = others.filter((key) => !this.touched.has(key));
    const shown = this.form.elements.asked.value.split(" ").filter(Boolean);
    if (this.isGoing || (asked.join(" ") === shown.join(" ") && !changed.length)) return;
    const answer = await fetch(this.form.action, { headers: { Accept: "text/html" } }).catch(() => null);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    await letGo();
    if (this.isGoing) return;
    const called = questions.refresh(this.form, page, asked, changed);
    if (changed.length) this.said.tell(this.said.words.others);
    else if (called) this.said.tell(this.said.words.called);
  }

  async refused(answer) {
    const { words } = this.said;
    const problem = answer ? await answer.json().catch(() => ({})) : {};
    if (!answer) this.said.tell(navigator.onLine ? words.busy : words.offline);
    else if ([0, 400, 401].includes(answer.status)) {
      this.said.tell(words.expired, this.said.link(words.expiredAct, words.expiredAddress));
    } else if (answer.status === 409) {
      const told = words.clash.replace("{name}", problem.by).replace("{labels}", problem.clashes.join(", "));
      this.said.tell(told, this.said.button(words.clashAct, () => this.go()));
    } else if (answer.status === 422) this.said.tell(`${problem.detail} ${words.closed}`);
    else this.said.tell(words.busy);
    return answer && [0, 400, 401, 409].includes(answer.status) ? "asked" : "kept";
  }

  // The button: saved first, so that no failing page ever takes the text away.
  async leave(event) {
    if (this.isLeaving || this.isPaused || !(this.touched.size || this.travelling)) return;
    event.preventDefault();
    this.isGoing = true;
    const outcome = await this.send();
    await new Promise((done) => setTimeout(done)); // a form still telling of its submission ignores another one
    this.isGoing = false;
    if (outcome !== "kept") this.go(event.submitter);
  }

  go(submitter = null) {
    this.isLeaving = true;
    this.form.requestSubmit(submitter);
  }
}
