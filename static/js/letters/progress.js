// The bar of the letters being made: asked for every second, and the page read again at the end.
const place = document.querySelector("[data-progress]");
const EVERY = 1000; // milliseconds

if (place?.dataset.progress) setTimeout(ask, EVERY);

async function ask() {
  const answer = await fetch(place.dataset.progress, { headers: { Accept: "application/json" } }).catch(() => null);
  if (!answer?.ok) return setTimeout(ask, EVERY * 5);
  const { done, total } = await answer.json();
  show(done, total);
  if (done >= total) location.reload();
  else setTimeout(ask, EVERY);
}

function show(done, total) {
  const said = place.dataset.words.replace("{done}", done).replace("{total}", total);
  place.querySelector("strong").textContent = said;
  place.querySelector("svg").setAttribute("aria-label", said);
  place.querySelector(".used").setAttribute("width", (100 * done) / (total || 1));
}
