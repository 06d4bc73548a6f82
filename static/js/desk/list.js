// The list of the desk: keys to go through it, and a count of what is chosen.
import { Choosing } from "./choosing.js";
import { Keys } from "./keys.js";

const panel = document.querySelector("[data-keys-panel]");
if (panel) new Keys(panel, document.querySelector("[data-keys]"));
document.querySelectorAll("[data-choosing]").forEach((each) => new Choosing(each));
