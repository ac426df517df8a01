// <count-down data-seconds="8" data-over="…"> counts to nothing, and says then what is over.
// Numbers that change are for eyes: nothing of it is announced.
class CountDown extends HTMLElement {
  connectedCallback() {
    this.until = performance.now() + 1000 * Number(this.dataset.seconds);
    this.timer = setInterval(() => this.count(), 250);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  count() {
    const left = Math.ceil((this.until - performance.now()) / 1000);
    if (left > 0) {
      const [hours, ...rest] = [left / 3600, (left / 60) % 60, left % 60].map(Math.floor);
      const time = hours ? [hours, ...rest] : rest;
      const text = time.map((one, at) => (at ? String(one).padStart(2, "0") : one)).join(":");
      this.querySelector("[data-left]").textContent = text;
      return;
    }
    clearInterval(this.timer);
    this.textContent = this.dataset.over;
  }
}
customElements.define("count-down", CountDown);
