// <keep-fresh> asks for the record again while somebody edits: when the page was made from
// an old copy, on the first change, when the pointer or the focus comes near Save, and
// slowly in between. htmx does the asking, on the event "freshen".
//
// What <who-else> hears of is in our own copy already: for that nobody asks Leadway.
const SLOWLY_MS = 30_000;
const AT_MOST_EVERY_MS = 4_000;
const AGAIN_MS = 50;

class KeepFresh extends HTMLElement {
  connectedCallback() {
    const form = this.previousElementSibling;
    this.last = 0;
    this.ask = () => this.freshen();
    // The form may stay while this is replaced.
    this.gone = new AbortController();
    const { signal } = this.gone;
    form.addEventListener("changed", this.ask, { once: true, signal });
    form.addEventListener("pointerover", (event) => this.near(event), { signal });
    form.addEventListener("focusin", (event) => this.near(event), { signal });
    document.addEventListener("elsewhere", () => this.show(), { signal });
    this.addEventListener("htmx:finally:request", () => {
      const { again } = this;
      this.again = false;
      // Until this event is over the request counts as being on its way.
      if (again) setTimeout(() => this.look(), AGAIN_MS);
    }, { signal });
    this.timer = setInterval(() => {
      if (!document.hidden && form.querySelector("[data-changed]")) this.freshen();
    }, SLOWLY_MS);
    if (this.hasAttribute("data-now")) setTimeout(this.ask);
  }

  disconnectedCallback() {
    this.gone.abort();
    clearInterval(this.timer);
  }

  near(event) {
    if (event.target.closest("#save")) this.freshen();
  }

  freshen() {
    if (Date.now() - this.last < AT_MOST_EVERY_MS) return;
    this.last = Date.now();
    this.querySelector("[name=known]").value = "";
    this.look();
  }

  show() {
    this.querySelector("[name=known]").value = "1";
    this.look();
  }

  // An answer that is on its way may be older than what this is asked for: after it, once
  // more, with what is typed by then. keep-typed.js asks so too.
  look() {
    if (this.matches(".htmx-request")) this.again = true;
    else this.dispatchEvent(new CustomEvent("freshen"));
  }
}
customElements.define("keep-fresh", KeepFresh);
