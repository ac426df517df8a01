// <keep-fresh> asks for the record again while somebody edits: when the page was made from
// an old copy, on the first change, when the pointer or the focus comes near Save, and
// slowly in between. htmx does the asking, on the event "freshen".
const SLOWLY_MS = 30_000;
const AT_MOST_EVERY_MS = 4_000;

class KeepFresh extends HTMLElement {
  connectedCallback() {
    const form = this.previousElementSibling;
    this.last = 0;
    this.ask = () => this.freshen();
    form.addEventListener("changed", this.ask, { once: true });
    form.addEventListener("pointerover", (event) => this.near(event));
    form.addEventListener("focusin", (event) => this.near(event));
    this.timer = setInterval(() => {
      if (!document.hidden && form.querySelector("[data-changed]")) this.freshen();
    }, SLOWLY_MS);
    if (this.hasAttribute("data-now")) setTimeout(this.ask);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  near(event) {
    if (event.target.closest("#save")) this.freshen();
  }

  freshen() {
    if (Date.now() - this.last < AT_MOST_EVERY_MS) return;
    this.last = Date.now();
    this.dispatchEvent(new CustomEvent("freshen"));
  }
}
customElements.define("keep-fresh", KeepFresh);
