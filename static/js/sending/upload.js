// One file sent in parts. What the server holds is the truth: after any trouble it is asked, and the rest is sent.
import { mark } from "./mark.js";
import { ask, freshToken, patch } from "./wire.js";

const FIRST = 256 * 1024; // bytes
const SMALLEST = 64 * 1024;
const LARGEST = 8 * 1024 * 1024;
const SLOW = 5000; // milliseconds that a part should not take
const QUICK = 1500;
const PAUSES = [1000, 2000, 4000, 8000, 15000, 30000];

export class Upload {
  constructor(file, start, token, row) {
    Object.assign(this, { file, start, token, row, offset: 0, part: FIRST, troubles: 0, isPaused: false });
  }

  // The address of the page to show, or nothing when the file was refused or given up.
  async run() {
    if (!this.file.size) {
      this.row.refused(this.row.words.empty);
      return undefined;
    }
    this.mark = await mark(this.file);
    while (!this.isOver) {
      const outcome = await this.step();
      if (outcome === "joined") return this.page;
      if (outcome === "refused") return undefined;
    }
    return undefined;
  }

  async step() {
    if (this.isPaused) return this.rest();
    if (!this.address) return this.begin();
    if (this.isUnsure) return this.took(await ask("GET", this.address, this.token.value));
    if (this.offset < this.file.size) return this.sendPart();
    this.row.checking();
    return this.took(await ask("POST", this.address, this.token.value));
  }

  async begin() {
    const { name, size } = this.file;
    const said = new URLSearchParams({ name, size, mark: this.mark });
    return this.took(await ask("POST", this.start, this.token.value, said));
  }

  async sendPart() {
    const began = performance.now();
    const part = this.file.slice(this.offset, this.offset + this.part);
    const sent = patch(this.address, this.token.value, this.offset, part, (count) => this.row.progress(this.offset + count));
    this.abort = sent.abort;
    const answer = await sent.answer;
    const lasted = performance.now() - began;
    if (!answer.ok || lasted > SLOW) this.part = Math.max(SMALLEST, this.part / 2);
    else if (lasted < QUICK) this.part = Math.min(LARGEST, this.part * 2);
    return this.took(answer);
  }

  // What the server says decides of the next step.
  async took(answer) {
    if (answer.ok || (answer.status === 409 && answer.said?.address)) return this.know(answer.said);
    if (this.isPaused || this.isOver) return "stopped";
    if (answer.status === 404 && this.address) return this.forget();
    if (answer.status === 400) this.token.value = await freshToken(this.token.value);
    if (answer.status === 422 || answer.status === 403 || answer.status === 413)
      return this.row.refused(answer.said?.detail || this.row.words.failed);
    this.isUnsure = Boolean(this.address);
    this.row.trouble(answer.status);
    return this.rest(PAUSES[Math.min(this.troubles++, PAUSES.length - 1)]);
  }

  know({ address, offset, csrf, piece, page }) {
    Object.assign(this, { address, offset, page, troubles: 0, isUnsure: false });
    this.token.value = csrf;
    this.row.progress(offset);
    return piece ? "joined" : "going";
  }

  // The server knows it no more: it was given up elsewhere, or kept too long.
  forget() {
    Object.assign(this, { address: null, offset: 0, isUnsure: false });
    return this.rest(PAUSES[0]);
  }

  // Until the time is over, the network is back, or somebody presses a button.
  rest(milliseconds) {
    return new Promise((wake) => {
      const go = () => {
        removeEventListener("online", go);
        clearTimeout(timer);
        wake("rested");
      };
      const timer = milliseconds && setTimeout(go, milliseconds);
      addEventListener("online", go);
      this.wake = go;
    });
  }

  pause() {
    this.isPaused = true;
    this.isUnsure = Boolean(this.address);
    this.abort?.();
  }

  resume() {
    this.isPaused = false;
    this.wake?.();
  }

  cancel() {
    this.isOver = true;
    this.abort?.();
    this.wake?.();
    return this.address && ask("DELETE", this.address, this.token.value);
  }
}
