// Looks every two seconds how far the calculation is; the page is read again when there is something else to say.
const place = document.querySelector("[data-waiting]");
let state = null;

async function look() {
  const answer = await fetch(place.dataset.waiting, { headers: { Accept: "application/json" } }).catch(() => null);
  if (!answer?.ok) return;
  const found = await answer.json();
  if (["found", "dead", "late"].includes(found.state)) return location.reload();
  if (found.bar !== state) place.innerHTML = state = found.bar;
}

setInterval(look, 2000);
