// A seat of the committee's room: asks each second whether its screen is still right, and shows the new one.

const EVERY = 1000; // milliseconds; an answer that did not come is asked again no sooner
const room = document.querySelector("[data-room]");
const said = document.querySelector("[data-room-said]");
let mark = `"${room.dataset.mark}"`;

async function ask() {
  if (document.hidden) return;
  try {
    const answer = await fetch(room.dataset.room, {
      headers: { "If-None-Match": mark, Accept: "text/html" },
      cache: "no-store",
      signal: AbortSignal.timeout(5000),
    });
    said.textContent = "";
    if (answer.status === 200 && !answer.redirected) show(await answer.text(), answer.headers.get("ETag"));
    else if (answer.status !== 304) location.reload();
  } catch {
    said.textContent = room.dataset.lost;
  }
}

function show(inside, next) {
  const link = document.activeElement?.closest("[data-room] a")?.getAttribute("href");
  room.innerHTML = inside;
  mark = next;
  if (link) room.querySelector(`a[href="${CSS.escape(link)}"]`)?.focus();
}

async function go() {
  await ask();
  setTimeout(go, EVERY);
}

setTimeout(go, EVERY);
document.addEventListener("visibilitychange", ask);
