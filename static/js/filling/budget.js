// The totals of a budget as one types, in whole cents, by the rules that the server applies again at each save.
const AMOUNT = /^[-−]?\d{1,15}(?:[.,]\d{1,6})?$/;

// "1 234,50 €" → 123450n; what is no amount to the cent counts for nothing.
export function cents(typed) {
  const text = typed.replaceAll("€", "").replace(/\s/g, "");
  if (!AMOUNT.test(text)) return 0n;
  const [whole, part = ""] = text.replace("−", "-").replace(",", ".").split(".");
  if (/[^0]/.test(part.slice(2))) return 0n;
  const found = BigInt(whole.replace("-", "")) * 100n + BigInt(part.slice(0, 2).padEnd(2, "0"));
  return whole.startsWith("-") ? -found : found;
}

export function euros(amount) {
  const [sign, size] = amount < 0n ? ["−", -amount] : ["", amount];
  const [whole, part] = [String(size / 100n), String(size % 100n).padStart(2, "0")];
  const groups = (mark) => whole.replace(/\B(?=(\d{3})+$)/g, mark);
  return document.documentElement.lang === "en" ? `${sign}€${groups(",")}.${part}` : `${sign}${groups("\u202f")},${part}\u00a0€`;
}

// A share in ten-thousandths, rounded half up; none of nothing.
export function rate(part, whole) {
  if (!whole) return null;
  const up = part * 20000n + whole;
  return whole > 0n && part >= 0n ? up / (2n * whole) : null;
}

export function percent(share) {
  const [whole, part] = [share / 100n, String(share % 100n).padStart(2, "0").replace(/0+$/, "")];
  const mark = document.documentElement.lang === "en" ? "." : ",";
  return `${whole}${part ? mark + part : ""}\u00a0%`;
}

const sum = (amounts) => amounts.reduce((total, each) => total + each, 0n);

const filled = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);

export class Budget {
  constructor(root) {
    this.root = root;
    this.words = root.dataset;
    this.tables = [...root.querySelectorAll("table.acc")];
    root.addEventListener("input", () => this.soon());
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.show(), 150);
  }

  show() {
    const totals = this.tables.map((table) => this.side(table));
    const [charges, income, used = 0n, given = 0n] = totals;
    const asked = this.asked();
    this.root.querySelectorAll("[data-total]").forEach((place, rank) => (place.textContent = euros(totals[rank])));
    this.put('[data-show="share"]', this.share(asked, income));
    this.put('[data-show="gap"]', charges === income ? "" : filled(this.words.apart, { amount: euros(charges > income ? charges - income : income - charges) }));
    this.explain(totals.some(Boolean) ? this.faults({ charges, income, used, given, asked }) : []);
  }

  // One column: each group's total, then the whole.
  side(table) {
    const totals = [];
    let place = null;
    for (const row of table.tBodies[0].rows) {
      if (row.classList.contains("grp")) {
        place = row.querySelector("output");
        totals.push(0n);
      } else {
        totals[totals.length - 1] += sum([...row.querySelectorAll("input")].map((each) => cents(each.value)));
      }
      place.textContent = euros(totals.at(-1));
    }
    const total = sum(totals);
    table.tFoot.querySelector("output").textContent = euros(total);
    return total;
  }

  asked() {
    if (!this.words.funder) return 0n;
    const mine = this.root.querySelectorAll(`input[name*="-a_${CSS.escape(this.words.funder)}_"]`);
    return sum([...mine].filter((each) => each.name.endsWith(`-a_${this.words.funder}_${each.name.split("_").at(-1)}`)).map((each) => cents(each.value)));
  }

  share(asked, income) {
    const share = this.words.funder ? rate(asked, income) : null;
    return share === null ? "" : filled(this.words.share, { percent: percent(share) });
  }

  // The server's own sentences, in its order.
  faults({ charges, income, used, given, asked }) {
    const found = [];
    const say = (name, values) => found.push(filled(this.words[name], values));
    if (charges > income) say("short", { charges: euros(charges), income: euros(income), gap: euros(charges - income) });
    if (charges < income) say("long", { charges: euros(charges), income: euros(income), gap: euros(income - charges) });
    if (used !== given) say("inKind", { used: euros(used), given: euros(given) });
    const { requested, maximum } = this.words;
    if (requested && asked !== BigInt(requested)) say("asked", { written: euros(asked) });
    const share = rate(asked, income);
    if (maximum && share !== null && asked * 10000n > BigInt(maximum) * income) say("rate", { share: percent(share) });
    return found;
  }

  explain(sentences) {
    const place = this.root.querySelector("[data-wrong]");
    place.hidden = !sentences.length;
    place.querySelector("[data-wrong-words]").replaceChildren(...sentences.map((each) => this.paragraph(each)));
  }

  paragraph(words) {
    const made = document.createElement("p");
    made.className = "mb-1";
    made.textContent = words;
    return made;
  }

  put(selector, words) {
    const place = this.root.querySelector(selector);
    place.hidden = !words;
    place.querySelector("[data-words]").textContent = words;
  }
}
