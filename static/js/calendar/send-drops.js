// <send-drops> saves where a block was dropped, as one edit at the address that every press
// in a row goes to, and shows the line that comes back. Anything but "saved" puts the block
// back into its place; the calendar renews itself after the event "edited".
const RENEWED_MS = 5_000;
const announce = (text) =>
  document.dispatchEvent(new CustomEvent("announce", { detail: { text } }));

class SendDrops extends HTMLElement {
  connectedCallback() {
    this.dropped = (event) => this.send(event.detail);
    this.heard = (event) => this.hear(event.detail);
    document.addEventListener("dropped", this.dropped);
    document.addEventListener("edited", this.heard);
    this.addEventListener("htmx:finally:request", (event) => this.answered(event));
    this.addEventListener("click", (event) => this.pressed(event.target));
  }

  disconnectedCallback() {
    document.removeEventListener("dropped", this.dropped);
    document.removeEventListener("edited", this.heard);
  }

  send(drop) {
    this.sent = drop;
    drop.lift.setAttribute("aria-busy", "true");
    this.querySelector(".toast__who").textContent = drop.told;
    htmx.ajax("POST", drop.block.dataset.press, {
      source: this,
      target: "#dropped",
      values: this.values(drop),
    });
  }

  values({ block, start, t, n, column, was }) {
    const { starts, ends, user } = block.dataset;
    const values = { was_start_time: starts, was_end_time: ends };
    const { day, key } = column.dataset;
    // A place in the grid is a time in the zone that this very grid is drawn in.
    values.zone = column.closest(".cal").dataset.zone;
    if (t !== was.t || day !== was.column.dataset.day) values.start = start;
    if (n !== was.n) values.minutes = n * 5;
    if (key !== was.column.dataset.key) {
      Object.assign(values, { assigned_user_id: key, was_assigned_user_id: user });
    }
    return values;
  }

  hear({ appointment, state }) {
    if (appointment === this.sent?.block.dataset.appointment) this.saved = state === "accepted";
  }

  answered(event) {
    const { sent, saved } = this;
    if (!sent || event.target !== this) return;
    this.sent = null;
    this.saved = false;
    const said = this.querySelector(".said__t");
    if (!saved) {
      this.restore(sent);
      announce(`${sent.back} ${said?.textContent.trim() ?? ""}`);
      return;
    }
    announce(said.textContent.trim());
    this.focus(sent);
    // The calendar brings it in its new place; until then the copy stands for it.
    setTimeout(() => this.restore(sent), RENEWED_MS);
  }

  restore({ block, lift }) {
    lift.remove();
    block.removeAttribute("data-left");
  }

  // The line took the focus as it does in a row; whoever goes on by keys wants the block.
  focus({ block }) {
    requestAnimationFrame(() => block.querySelector("a")?.focus({ preventScroll: true }));
  }

  pressed(button) {
    if (button.closest(".toast__x")) this.querySelector("#dropped").replaceChildren();
  }
}
customElements.define("send-drops", SendDrops);
