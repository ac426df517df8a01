// <time-span> around date, start, end and length: moving the start keeps the length, and
// choosing a length moves the end. The server does the same for who has no script.
class TimeSpan extends HTMLElement {
  connectedCallback() {
    this.minutes = this.span();
    this.addEventListener("change", (event) => this.follow(event.target));
  }

  control(name) {
    return this.querySelector(`[name="${name}"]`);
  }

  follow(control) {
    if (control.name === "start") this.place(this.minutes);
    if (control.name === "length" && Number(control.value)) this.place(Number(control.value));
    if (control.name === "end" || control.name === "end_next_day") this.minutes = this.span();
    this.showLength();
  }

  span() {
    const start = minutesOf(this.control("start").value);
    const end = minutesOf(this.control("end").value);
    if (start === null || end === null) return null;
    return end - start + (this.control("end_next_day").checked ? 1440 : 0);
  }

  place(minutes) {
    const start = minutesOf(this.control("start").value);
    if (start === null || minutes === null || minutes <= 0) return;
    this.minutes = minutes;
    const end = start + minutes;
    this.control("end").value = textOf(end % 1440);
    this.control("end_next_day").checked = end >= 1440;
  }

  showLength() {
    const select = this.control("length");
    const known = [...select.options].find((one) => one.value === String(this.minutes));
    (known ?? select.options[select.options.length - 1]).selected = true;
  }
}

const minutesOf = (text) => {
  const parts = text.trim().match(/^(\d{1,2})(?:[:.h]?(\d{2}))?\s*h?$/i);
  if (!parts) return null;
  const minutes = Number(parts[1]) * 60 + Number(parts[2] ?? 0);
  return minutes < 1440 ? minutes : null;
};

const textOf = (minutes) =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

customElements.define("time-span", TimeSpan);
