// What a person sees of one sending: how far, how long, what is wrong, and three buttons.
const QUIET = 4000; // milliseconds between two words said aloud
const WRONG = ["bad", "fr-upload-group--error"]; // how each theme marks a field

export function copy(id) {
  return document.getElementById(id).content.firstElementChild.cloneNode(true);
}

export class Row {
  constructor(form, file, element) {
    this.words = document.getElementById("sending-words").dataset;
    Object.assign(this, { form, file, element, input: form.querySelector("input[type=file]"), saidAt: 0 });
    this.clearError();
    this.find("name").textContent = file.name;
    form.hidden = true;
    form.after(element);
    this.form.closest(".piece").querySelectorAll(".interrupted").forEach((each) => each.remove());
    this.bar = element.querySelector("progress");
    this.bar.setAttribute("aria-label", file.name);
    this.input.disabled = true;
    this.button("resume").hidden = true;
    this.restart(0);
  }

  find(name) {
    return this.element.querySelector(`[data-${name}]`);
  }

  button(act) {
    return this.element.querySelector(`[name=act][value=${act}]`);
  }

  listen(upload) {
    this.button("pause").addEventListener("click", () => this.pause(upload));
    this.button("resume").addEventListener("click", () => this.resume(upload));
    this.button("cancel").addEventListener("click", () => this.cancel(upload));
    this.button("cancel").focus({ preventScroll: true });
  }

  // The rate is that of this connection: what came before a cut counts for nothing.
  restart(offset) {
    Object.assign(this, { since: performance.now(), from: offset });
  }

  progress(offset) {
    if (offset < this.from || this.isTroubled) this.restart(offset);
    this.isTroubled = false;
    const percent = Math.floor((100 * offset) / this.file.size);
    this.bar.value = percent;
    this.find("left").textContent = this.left(offset);
    this.say(this.words.sending.replace("{percent}", percent), QUIET);
  }

  left(offset) {
    const lasted = (performance.now() - this.since) / 1000;
    if (lasted < 2 || offset <= this.from) return "";
    const seconds = ((this.file.size - offset) * lasted) / (offset - this.from);
    const { minutes, seconds: few } = this.words;
    return seconds > 90 ? minutes.replace("{count}", Math.round(seconds / 60)) : few.replace("{count}", Math.ceil(seconds));
  }

  say(words, quiet = 0) {
    if (performance.now() - this.saidAt < quiet && !this.isTroubled) return;
    this.saidAt = performance.now();
    this.find("said").textContent = words;
  }

  trouble(status) {
    this.isTroubled = true;
    this.find("left").textContent = "";
    this.say({ 0: this.words.cut, 401: this.words.out }[status] ?? this.words.busy);
  }

  pause(upload) {
    upload.pause();
    this.isTroubled = true;
    this.swap("pause", "resume");
    this.find("left").textContent = "";
    this.say(this.words.paused);
  }

  resume(upload) {
    this.swap("resume", "pause");
    upload.resume();
  }

  swap(gone, come) {
    this.button(gone).hidden = true;
    this.button(come).hidden = false;
    this.button(come).focus();
  }

  async cancel(upload) {
    await upload.cancel();
    this.close();
  }

  checking() {
    this.bar.removeAttribute("value");
    this.element.querySelector(".acts").hidden = true;
    this.find("left").textContent = "";
    this.say(this.words.checking);
  }

  finished(done) {
    this.bar.value = 100;
    this.say(this.words.joined);
    done();
  }

  refused(sentence) {
    this.close();
    const error = copy("refusing");
    error.id = `${this.input.id}-error`;
    this.input.before(error);
    error.textContent = `${this.file.name} : ${sentence}`;
    this.input.setAttribute("aria-describedby", `${this.input.id}-help ${error.id}`);
    this.input.setAttribute("aria-invalid", "true");
    this.input.parentElement.classList.add(...WRONG);
    return "refused";
  }

  clearError() {
    this.form.querySelectorAll(".err, .fr-error-text").forEach((each) => each.remove());
    this.input.parentElement.classList.remove(...WRONG);
    this.input.removeAttribute("aria-invalid");
  }

  close() {
    this.element.remove();
    this.form.hidden = false;
    this.input.disabled = false;
    this.input.value = "";
    this.input.focus({ preventScroll: true });
  }
}
