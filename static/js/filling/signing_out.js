// Whoever leaves takes their unsent texts with them.
import { forgetAll } from "./kept.js";

document.addEventListener("submit", (event) => {
  if (event.target.action.endsWith("/deconnexion")) forgetAll();
});
