// <free-slots> around the assignee's day and the free times: asks for them anew, by htmx,
// when the time, the assignee or the calendar has changed, and fills a chosen free time
// into the form. The end and the rest of the page follow as if it had been typed. A page
// that lies open asks now and then, and when somebody comes back to it: what it says of a
// day is soon old.
const WATCHED = ["date", "start", "end", "end_next_day", "start_offset", "calendar_id", "assigned_user_id"];

const SLOWLY_MS = 300_000;

class FreeSlots extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.seen = this.typed();
    this.follow = () => this.changed();
    this.form.addEventListener("changed", this.follow);
    this.addEventListener("click", (event) => this.choose(event.target.closest(".slot")));
    this.addEventListener("htmx:after:swap", () => this.keepFocus());
    this.addEventListener("htmx:before:request", () => (this.asked = Date.now()));
    this.asked = Date.now();
    this.again = () => this.look();
    this.timer = setInterval(this.again, SLOWLY_MS / 5);
    document.addEventListener("visibilitychange", this.again);
  }

  disconnectedCallback() {
    this.form.removeEventListener("changed", this.follow);
    document.removeEventListener("visibilitychange", this.again);
    clearInterval(this.timer);
  }

  look() {
    if (document.hidden || Date.now() - this.asked < SLOWLY_MS) return;
    this.asked = Date.now();
    this.dispatchEvent(new CustomEvent("moved"));
  }

  typed() {
    const data = new FormData(this.form);
    return JSON.stringify(WATCHED.map((name) => data.get(name)));
  }

  changed() {
    const now = this.typed();
    if (now === this.seen) return;
    this.seen = now;
    this.dispatchEvent(new CustomEvent("moved"));
  }

  choose(slot) {
    if (!slot) return;
    const { date, start } = this.form.elements;
    date.value = slot.dataset.date;
    start.value = slot.dataset.start;
    for (const one of this.querySelectorAll(".slot")) one.setAttribute("aria-pressed", String(one === slot));
    this.chosen = slot;
    start.dispatchEvent(new Event("change", { bubbles: true }));
  }

  // The chips come anew after a choice; who is on one of them with the keyboard stays there.
  keepFocus() {
    if (!this.chosen || document.activeElement !== document.body) return;
    this.querySelector('.slot[aria-pressed="true"]')?.focus();
  }
}
customElements.define("free-slots", FreeSlots);
