// One save at a time: the file that moved, with the version that was seen; then the page says what the server found.
export class Saving {
  constructor(form) {
    Object.assign(this, { form, waiting: new Set(), isOpen: true });
    this.said = form.querySelector("[data-said]");
    this.panel = document.querySelector("[data-panel]");
  }

  async send(row) {
    this.waiting.add(row);
    if (!this.isOpen || this.isBusy) return;
    this.isBusy = true;
    while (this.waiting.size && this.isOpen) await this.post([...this.waiting]);
    this.isBusy = false;
  }

  async post(rows) {
    this.waiting.clear();
    this.said.textContent = this.form.dataset.saving;
    const answer = await fetch(this.form.action, { method: "POST", body: this.body(rows), headers: { Accept: "application/json" } }).catch(() => null);
    if (answer?.ok) return this.took(await answer.json(), rows);
    return this.refused(answer, rows);
  }

  body(rows) {
    const sent = new FormData();
    for (const name of ["csrf_token", "version"]) sent.set(name, this.form.elements[name].value);
    for (const field of rows.flatMap((row) => [...row.querySelectorAll("select, input")])) sent.set(field.name, field.value);
    return sent;
  }

  took(found, rows) {
    document.querySelectorAll('input[name="version"]').forEach((field) => (field.value = found.version));
    this.panel.innerHTML = found.panel;
    this.form.querySelector("[data-left]").textContent = this.panel.querySelector("strong").textContent;
    for (const row of this.form.querySelectorAll("[data-movable]")) if (!this.waiting.has(row)) this.show(row, found.rows[row.dataset.row]);
    const what = rows.map((row) => `${row.dataset.name}, ${row.querySelector("select").selectedOptions[0].textContent}`).join(" ; ");
    this.said.textContent = this.form.dataset.saved.replace("{what}", what);
  }

  show(row, line) {
    if (!line) return;
    row.querySelector("select").value = line.place;
    for (const amount of row.querySelectorAll("input")) if (document.activeElement !== amount) amount.value = line.amounts[amount.name] ?? "";
    const total = row.querySelector("[data-total]");
    if (total) total.textContent = line.total;
    row.className = line.place ? `at-${line.place}` : "";
    row.querySelector("[data-note]").innerHTML = line.note;
    this.lead(row, line.decision);
  }

  // Where this file is decided, with the amount that it has now.
  lead(row, decision) {
    const link = row.querySelector("[data-decision]");
    link.hidden = !decision.address;
    if (!decision.address) return;
    link.href = decision.address;
    link.firstChild.textContent = decision.words;
  }

  // What was chosen stays on the page; the button comes back for a save that did not go through.
  async refused(answer, rows) {
    const isStale = answer?.status === 409;
    const why = await answer?.json().catch(() => null);
    this.said.textContent = isStale ? this.form.dataset.stale : `${this.form.dataset.failed} ${why?.detail ?? ""}`;
    this.said.focus?.();
    for (const amount of rows[0].querySelectorAll("input")) amount.setAttribute("aria-invalid", String(!isStale));
    if (!isStale && answer) return;
    this.isOpen = false;
    this.form.querySelector("[data-without-script]").hidden = false;
  }
}
