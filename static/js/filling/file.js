// The page of a file that is being filled in: who else is on it.
import { Presence } from "./presence.js";

document.querySelectorAll("[data-presence]").forEach((each) => new Presence(each));
