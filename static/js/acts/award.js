// The button of an award says the amount as one types it; without a script, the page comes back once to say it.
import { cents, euros } from "../filling/budget.js";

const amount = document.querySelector("input[name=amount]");
const announced = document.querySelector("input[name=announced]");
const place = document.querySelector("[data-words]");

amount?.addEventListener("input", () => {
  const typed = cents(amount.value);
  if (typed <= 0n) return;
  announced.value = String(typed);
  place.querySelector("button").textContent = place.dataset.words.replace("{amount}", euros(typed).replace(/[,.]00(?=\u00a0€|$)/, ""));
});
