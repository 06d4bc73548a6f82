// A file dragged to one of three places, which show while something is held; the menus and the keys do the same.
export function dragging(rows, zones, put) {
  let held = null;
  for (const row of rows) {
    row.draggable = true;
    row.addEventListener("dragstart", (event) => {
      if (event.target !== row) return;
      held = row;
      event.dataTransfer.setData("text/plain", row.dataset.name);
      row.classList.add("moving");
      // Shown after the drag has begun: a page that moves under the hand stops it.
      setTimeout(() => (zones.hidden = false));
    });
    row.addEventListener("dragend", () => {
      row.classList.remove("moving");
      zones.hidden = true;
    });
  }
  for (const zone of zones.children) {
    zone.addEventListener("dragover", (event) => {
      event.preventDefault();
      zone.classList.add("over-it");
    });
    zone.addEventListener("dragleave", () => zone.classList.remove("over-it"));
    zone.addEventListener("drop", (event) => {
      event.preventDefault();
      zone.classList.remove("over-it");
      if (held) put(held, zone.dataset.place);
      held = null;
    });
  }
}
