// <live-rows> looks every now and then whether its target shows anything else by now, and
// soon after an edit. htmx does the asking, on the event "look"; the same again is no answer.
//
// What stands in a row after a press stays there, and what came new is marked for a moment.
const LOOK_EVERY_MS = 15_000;
const AFTER_AN_EDIT_MS = 4_000;
const MARKED_MS = 4_000;

class LiveRows extends HTMLElement {
  connectedCallback() {
    this.timer = setInterval(() => this.look(), LOOK_EVERY_MS);
    this.edited = () => setTimeout(() => this.look(), AFTER_AN_EDIT_MS);
    document.addEventListener("edited", this.edited);
    this.addEventListener("htmx:before:swap", () => this.remember());
    this.addEventListener("htmx:after:swap", () => this.mark());
  }

  disconnectedCallback() {
    clearInterval(this.timer);
    document.removeEventListener("edited", this.edited);
  }

  get shown() {
    return document.querySelector(this.getAttribute("hx-target"));
  }

  rows() {
    return [...this.shown.querySelectorAll("[data-version]")];
  }

  look() {
    // Nothing moves away under the pointer, or while somebody reads what a press brought,
    // and no menu closes.
    const read = "[data-version]:is(:hover, :focus-within) .said";
    const held = this.shown.querySelector(`${read}, [data-version] details[open]`);
    if (!document.hidden && !held) this.dispatchEvent(new CustomEvent("look"));
  }

  remember() {
    this.known = new Map(this.rows().map((row) => [row.id, row.dataset.version]));
    for (const said of this.shown.querySelectorAll("[data-version] .said")) {
      said.parentElement.setAttribute("hx-morph-skip", "");
    }
  }

  mark() {
    for (const row of this.rows()) {
      if (this.known.get(row.id) === row.dataset.version) continue;
      row.toggleAttribute("data-fresh", true);
      setTimeout(() => row.removeAttribute("data-fresh"), MARKED_MS);
    }
  }
}
customElements.define("live-rows", LiveRows);
