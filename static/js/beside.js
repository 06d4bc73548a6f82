// The page of one file in session: envelope, votes and quorum follow the room; what is being typed is never touched.

const EVERY = 1000; // milliseconds; an answer that did not come is asked again no sooner
const page = document.querySelector("[data-beside]");
const said = document.querySelector("[data-beside-said]");
let mark = `"${page?.dataset.mark}"`;

async function ask() {
  if (document.hidden) return;
  try {
    const answer = await fetch(page.dataset.beside, {
      headers: { "If-None-Match": mark, Accept: "text/html" },
      cache: "no-store",
      signal: AbortSignal.timeout(5000),
    });
    if (answer.status === 200 && !answer.redirected) show(await answer.text(), answer.headers.get("ETag"));
    else if (answer.status !== 304) throw new Error(answer.statusText);
    said.textContent = "";
  } catch {
    said.textContent = page.dataset.lost;
  }
}

function show(text, next) {
  const fresh = new DOMParser().parseFromString(text, "text/html");
  for (const part of fresh.querySelectorAll("[data-live]")) {
    const here = document.querySelector(`[data-live="${part.dataset.live}"]`);
    const at = here?.contains(document.activeElement) ? document.activeElement.textContent : null;
    here?.replaceChildren(...part.childNodes);
    if (at) [...here.querySelectorAll("a, button")].find((each) => each.textContent === at)?.focus();
  }
  mark = next;
}

async function go() {
  await ask();
  setTimeout(go, EVERY);
}

if (page) {
  setTimeout(go, EVERY);
  document.addEventListener("visibilitychange", ask);
}
