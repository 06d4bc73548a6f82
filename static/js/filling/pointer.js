// A button that moves between the press and the release is not pressed: what would move it waits.
let isDown = false;
document.addEventListener("pointerdown", () => (isDown = true), true);
for (const name of ["pointerup", "pointercancel", "dragend"]) {
  document.addEventListener(name, () => (isDown = false), true);
}

// Resolves once no finger and no mouse button is down, and the click that follows has been dealt with.
export async function letGo() {
  do await new Promise((done) => setTimeout(done, isDown ? 50 : 0));
  while (isDown);
}
