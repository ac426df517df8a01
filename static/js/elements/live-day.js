// <live-day> looks every now and then whether the day shows anything else by now, and soon
// after an edit. htmx does the asking, on the event "look"; the same again is no answer.
//
// What stands in a row after a press stays there, and what came new is marked for a moment.
const EVERY_MS = 15_000;
const AFTER_AN_EDIT_MS = 4_000;
const MARKED_MS = 4_000;

const rows = () => [...document.querySelectorAll("#day .run[data-version]")];

class LiveDay extends HTMLElement {
  connectedCallback() {
    this.timer = setInterval(() => this.look(), EVERY_MS);
    this.edited = () => setTimeout(() => this.look(), AFTER_AN_EDIT_MS);
    document.addEventListener("edited", this.edited);
    this.addEventListener("htmx:before:swap", () => this.remember());
    this.addEventListener("htmx:after:swap", () => this.mark());
  }

  disconnectedCallback() {
    clearInterval(this.timer);
    document.removeEventListener("edited", this.edited);
  }

  look() {
    // Nothing moves away under the pointer, or while somebody reads what a press brought.
    const held = document.querySelector("#day .run:is(:hover, :focus-within) .said");
    if (!document.hidden && !held) this.dispatchEvent(new CustomEvent("look"));
  }

  remember() {
    this.known = new Map(rows().map((row) => [row.id, row.dataset.version]));
    for (const said of document.querySelectorAll("#day .run__act > .said")) {
      said.parentElement.setAttribute("hx-morph-skip", "");
    }
  }

  mark() {
    for (const row of rows()) {
      if (this.known.get(row.id) === row.dataset.version) continue;
      row.toggleAttribute("data-fresh", true);
      setTimeout(() => row.removeAttribute("data-fresh"), MARKED_MS);
    }
  }
}
customElements.define("live-day", LiveDay);
