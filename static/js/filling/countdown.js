// How long is left before the deposit ends: the browser counts, from the instant that the server gave.
const SAID = [86400, 3600, 900, 300, 60]; // seconds left at which it is said aloud

export class Countdown {
  constructor(banner) {
    this.banner = banner;
    this.place = banner.querySelector("[data-time-left]");
    this.aloud = banner.querySelector("[data-time-said]");
    this.closes = Number(banner.dataset.closes);
    this.tell(Number(banner.dataset.now));
    [this.day, this.days, this.hour, this.minute, this.second] = banner.dataset.units.split(",");
  }

  // The server's clock, now: the device's own may be wrong, only its pace is used.
  tell(now) {
    this.server = now;
    this.heard = performance.now();
  }

  left() {
    return Math.ceil((this.closes - this.server - (performance.now() - this.heard)) / 1000);
  }

  start() {
    this.last = this.left();
    this.show();
    this.timer = setInterval(() => this.show(), 1000);
  }

  show() {
    const left = this.left();
    const words = left > 0 ? this.banner.dataset.left.replace("{left}", this.span(left)) : this.banner.dataset.over;
    if (this.place.textContent !== words) this.place.textContent = words;
    const threshold = SAID.find((each) => left <= each && this.last > each);
    if (threshold || (left <= 0 && this.last > 0)) this.aloud.textContent = words;
    if (left <= 0 && this.last > 0) document.dispatchEvent(new CustomEvent("draft:closed"));
    if (left <= 0) clearInterval(this.timer);
    this.last = left;
  }

  // The same two units as the server writes; seconds in the last two minutes.
  span(seconds) {
    const minutes = Math.floor(seconds / 60);
    const hours = Math.floor(minutes / 60);
    if (minutes >= 2880) return `${Math.floor(hours / 24)}\u00a0${hours >= 48 ? this.days : this.day}`;
    if (hours) return `${hours}\u00a0${this.hour}\u00a0${String(minutes % 60).padStart(2, "0")}\u00a0${this.minute}`;
    return seconds >= 120 ? `${minutes}\u00a0${this.minute}` : `${seconds}\u00a0${this.second}`;
  }
}
