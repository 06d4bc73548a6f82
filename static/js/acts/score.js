// The weighted mean of the marks ticked so far; an abstention counts for nothing. The server computes it again.
const place = document.querySelector("[data-score]");
const rows = [...document.querySelectorAll("[data-weight]")];

function tell() {
  const given = rows.map((row) => [Number(row.dataset.weight), row.querySelector("input:checked")?.value]);
  const marks = given.filter(([, mark]) => mark !== undefined && /^\d+$/.test(mark));
  if (!marks.length) return;
  const weights = marks.reduce((sum, [weight]) => sum + weight, 0);
  const score = marks.reduce((sum, [weight, mark]) => sum + weight * Number(mark), 0) / weights;
  const said = new Intl.NumberFormat(document.documentElement.lang, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(score);
  const done = given.filter(([, mark]) => mark !== undefined).length;
  place.firstElementChild.textContent = place.dataset.words
    .replace("{score}", said).replace("{done}", String(done)).replace("{count}", String(rows.length));
}

document.querySelector("form .criteria")?.addEventListener("change", tell);
tell();
