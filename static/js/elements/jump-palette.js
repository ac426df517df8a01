// <jump-palette> around the dialog that finds everything: Ctrl+K opens it, and whatever has
// data-palette. htmx asks, on the event "look"; a later question replaces an earlier one.
//
// A combobox: the focus stays in the box, aria-activedescendant says which option is meant.
// Enter waits for the answer to what is typed, so that it opens nothing older.
const PAUSE_MS = 120;

class JumpPalette extends HTMLElement {
  connectedCallback() {
    this.dialog = this.querySelector("dialog");
    this.input = this.querySelector("[role=combobox]");
    this.pressed = (event) => {
      const isK = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
      if (!isK || event.altKey || event.shiftKey) return;
      event.preventDefault();
      this.open();
    };
    this.clicked = (event) => {
      const modified = event.ctrlKey || event.metaKey || event.shiftKey;
      if (modified || !event.target.closest("[data-palette]")) return;
      event.preventDefault();
      this.open();
    };
    document.addEventListener("keydown", this.pressed);
    document.addEventListener("click", this.clicked);
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.addEventListener("submit", (event) => this.submitted(event));
    this.addEventListener("htmx:after:swap", () => this.answered());
    this.dialog.addEventListener("click", (event) => this.inside(event));
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.pressed);
    document.removeEventListener("click", this.clicked);
  }

  get found() {
    return this.querySelector("#pal-found");
  }

  get options() {
    return [...this.querySelectorAll("[role=option]")];
  }

  open() {
    if (this.dialog.open) return;
    this.input.value = "";
    this.wanted = null;
    this.dialog.showModal();
    this.input.focus();
    this.look();
  }

  typed() {
    this.wanted = null;
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.look(), PAUSE_MS);
  }

  look() {
    clearTimeout(this.pause);
    this.input.form.dispatchEvent(new CustomEvent("look"));
  }

  answered() {
    if (this.found.dataset.typed !== this.input.value) return;
    this.select(0);
    if (this.wanted) this.choose(this.wanted);
  }

  key(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) this.select(this.at + steps[event.key]);
    else if (event.key === "Enter") this.enter({ full: event.ctrlKey || event.metaKey });
    else return;
    event.preventDefault();
  }

  // A phone's keyboard may send the form instead of the key.
  submitted(event) {
    if (event.target !== this.input.form) return;
    event.preventDefault();
    this.enter({ full: false });
  }

  enter(how) {
    if (this.found.dataset.typed === this.input.value) return this.choose(how);
    this.wanted = how;
    this.look();
  }

  select(at) {
    const { options } = this;
    this.at = options.length ? (at + options.length) % options.length : 0;
    options.forEach((option, n) => option.setAttribute("aria-selected", String(n === this.at)));
    this.input.setAttribute("aria-activedescendant", options[this.at]?.id ?? "");
    options[this.at]?.scrollIntoView({ block: this.at ? "nearest" : "end" });
  }

  choose({ full }) {
    this.wanted = null;
    const option = this.options[this.at];
    if (full && option?.href) location.assign(option.href);
    else option?.click();
  }

  inside(event) {
    const option = event.target.closest("[role=option]");
    const outside = event.target === this.dialog;
    if (option || outside || event.target.closest("[data-close]")) this.dialog.close();
    // The theme changes at once: what is typed on the page stays.
    const twin = option?.name === "theme" && `theme-switch [data-look="${option.value}"]`;
    if (!twin || !document.querySelector(twin)) return;
    event.preventDefault();
    document.querySelector(twin).click();
  }
}
customElements.define("jump-palette", JumpPalette);
