// On any page of a draft: the time left by the server's clock, and whether a text still waits on the device.
import { Countdown } from "./countdown.js";
import { namesOf } from "./kept.js";

const banner = document.querySelector("[data-closes]");
if (banner) new Countdown(banner).start();

// A text of another page that never left: whoever is about to hand the file in must know.
function tellWaiting(place) {
  const here = document.querySelector("form[data-filling]")?.dataset.kept;
  const name = namesOf(place.dataset.waiting).find((each) => each !== here);
  if (!name) return;
  const link = document.createElement("a");
  link.href = place.dataset.page + name.slice(place.dataset.waiting.length);
  link.textContent = place.dataset.act;
  place.append(link);
  document.querySelector("main").before(place);
  place.hidden = false;
}

document.querySelectorAll("[data-waiting]").forEach(tellWaiting);
