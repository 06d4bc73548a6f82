// On any page of a draft: the time left by the server's clock, said aloud only when it begins to matter.
import { Countdown } from "./countdown.js";

const banner = document.querySelector("[data-closes]");
if (banner) new Countdown(banner).start();
