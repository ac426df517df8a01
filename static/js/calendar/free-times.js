// <free-times> lights up when somebody is free, while an appointment is moved: it asks for
// the column that this rests over, once for each, and takes all of it away in the end.
const RESTS_MS = 250;

class FreeTimes extends HTMLElement {
  connectedCallback() {
    this.asked = new Set();
    this.watch = new MutationObserver(() => this.look());
    const seen = { childList: true, subtree: true, attributeFilter: ["data-moving"] };
    this.watch.observe(document.querySelector("move-blocks"), seen);
  }

  disconnectedCallback() {
    this.watch.disconnect();
    clearTimeout(this.timer);
  }

  get lift() {
    return document.querySelector("move-blocks .ev[data-lift][data-moving]");
  }

  look() {
    const column = this.lift?.closest(".cal__col");
    if (!column) this.clear();
    if (column === this.column) return;
    clearTimeout(this.timer);
    this.column = column;
    if (column && !this.asked.has(column)) {
      this.timer = setTimeout(() => this.ask(column), RESTS_MS);
    }
  }

  async ask(column) {
    if (!this.lift) return;
    this.asked.add(column);
    const { appointment, user } = this.lift.dataset;
    const { zone } = column.closest(".cal").dataset;
    const values = { event: appointment, day: column.dataset.day, user: column.dataset.key || user, zone };
    this.replaceChildren();
    await htmx.ajax("POST", this.dataset.url, { source: this, target: this, values });
    if (this.lift && this.asked.has(column)) this.show(column);
  }

  show(column) {
    const found = [...this.querySelectorAll("li")];
    const text = found.at(-1)?.textContent ?? this.dataset.unknown;
    column.prepend(...found);
    const detail = { text, about: "free" };
    document.dispatchEvent(new CustomEvent("announce", { detail }));
  }

  clear() {
    this.asked.clear();
    for (const one of document.querySelectorAll(".cal__frees, .cal__freesay")) one.remove();
  }
}
customElements.define("free-times", FreeTimes);
