// <live-part> looks every now and then whether its target shows anything else by now, and
// soon after an edit. htmx does the asking, on the event "look"; the same again is no answer.
// Linked where a page has one: of the list, of a day, of the calendar.
//
// `data-parts` are what its target is made of. What stands in one after a press stays there,
// and what came new is marked for a moment. Nothing moves away under the pointer, or while
// somebody reads what a press brought; no menu closes; and `data-held` is left alone, too.
const LOOK_EVERY_MS = 15_000;
const MARKED_MS = 4_000;

const stateOf = (part) =>
  part.dataset.version ?? `${part.className} ${part.dataset.status} ${part.textContent}`;

class LivePart extends HTMLElement {
  connectedCallback() {
    const { after } = this.dataset;
    this.timer = setInterval(() => this.look(), LOOK_EVERY_MS);
    this.edited = () => setTimeout(() => this.look(), Number(after));
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

  get parts() {
    return [...this.shown.querySelectorAll(this.dataset.parts)];
  }

  look() {
    if (document.hidden || this.shown.querySelector(this.dataset.held)) return;
    this.dispatchEvent(new CustomEvent("look"));
  }

  remember() {
    this.known = new Map(this.parts.map((part) => [part.id, stateOf(part)]));
    for (const said of this.shown.querySelectorAll("[data-version] .said")) {
      said.parentElement.setAttribute("hx-morph-skip", "");
    }
  }

  mark() {
    for (const part of this.parts) {
      if (this.known.get(part.id) === stateOf(part)) continue;
      part.toggleAttribute("data-fresh", true);
      setTimeout(() => part.removeAttribute("data-fresh"), MARKED_MS);
    }
  }
}
customElements.define("live-part", LivePart);
