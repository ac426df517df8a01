// <free-slots> around the assignee's day and the free times: asks for them anew, by htmx,
// when the time, the assignee or the calendar has changed, and fills a chosen free time
// into the form. The end and the rest of the page follow as if it had been typed.
const WATCHED = ["date", "start", "end", "end_next_day", "start_offset", "calendar_id", "assigned_user_id"];

class FreeSlots extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.seen = this.typed();
    this.follow = () => this.changed();
    this.form.addEventListener("changed", this.follow);
    this.addEventListener("click", (event) => this.choose(event.target.closest(".slot")));
    this.addEventListener("htmx:after:swap", () => this.keepFocus());
  }

  disconnectedCallback() {
    this.form.removeEventListener("changed", this.follow);
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
