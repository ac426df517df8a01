// <live-calendar> looks every now and then whether the calendar shows anything else by now,
// and at once after an edit. htmx does the asking, on the event "look"; the same again is no
// answer. Nothing is exchanged under somebody who is moving an appointment.
const EVERY_MS = 15_000;
const AFTER_AN_EDIT_MS = 300;
const MARKED_MS = 4_000;

const blocks = () => [...document.querySelectorAll("#calendar .ev[id]")];
const stateOf = (block) => `${block.className} ${block.dataset.status} ${block.textContent}`;

class LiveCalendar extends HTMLElement {
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
    if (document.hidden || document.querySelector("#calendar [data-moving]")) return;
    this.dispatchEvent(new CustomEvent("look"));
  }

  remember() {
    this.known = new Map(blocks().map((block) => [block.id, stateOf(block)]));
  }

  mark() {
    for (const block of blocks()) {
      if (this.known.get(block.id) === stateOf(block)) continue;
      block.toggleAttribute("data-fresh", true);
      setTimeout(() => block.removeAttribute("data-fresh"), MARKED_MS);
    }
  }
}
customElements.define("live-calendar", LiveCalendar);
