// A score under way is put aside at each pause, for its author alone; a page that is no longer the last one stops.
const PAUSE = 1500;
const PATIENCE = 15000;
const grid = document.querySelector("[data-keep]");
const form = grid?.closest("form");
const told = document.querySelector("[data-kept]");
let timer, travelling, isStopped = false, isTouched = false;

async function send() {
  clearTimeout(timer);
  if (isStopped || !isTouched || travelling) return travelling;
  isTouched = false;
  travelling = post();
  await travelling;
  travelling = null;
  if (isTouched) timer = setTimeout(send, PAUSE);
}

async function post() {
  const answer = await fetch(grid.dataset.keep, {
    method: "POST",
    body: new FormData(form),
    headers: { Accept: "application/json", "X-CSRFToken": form.elements.csrf_token.value },
    signal: AbortSignal.timeout(PATIENCE),
    redirect: "manual",
  }).catch(() => null);
  if (answer?.ok) return took(await answer.json());
  isStopped = answer?.status === 409;
  isTouched = !isStopped && answer === null;
  told.textContent = isStopped ? told.dataset.stale : told.dataset.away;
}

function took({ version, saved }) {
  form.elements.version.value = version;
  told.textContent = saved;
}

// The button waits for a save that is on its way: the version that it sends is then the right one.
async function leave(event) {
  clearTimeout(timer);
  if (!travelling) return;
  event.preventDefault();
  await travelling;
  form.requestSubmit(event.submitter);
}

if (form) {
  form.addEventListener("input", () => {
    isTouched = true;
    clearTimeout(timer);
    timer = setTimeout(send, PAUSE);
  });
  form.addEventListener("submit", leave);
  document.addEventListener("visibilitychange", () => document.hidden && send());
}
