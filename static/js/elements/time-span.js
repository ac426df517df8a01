// <time-span> around date, start, end and length: moving the start keeps the length, and
// choosing a length moves the end. The server does the same for who has no script.
//
// From a day on, the end's time and "+1 day" do not tell the length. Then the end is left
// alone, and the server keeps the length.
const DAY = 1440;

class TimeSpan extends HTMLElement {
  connectedCallback() {
    this.minutes = this.span();
    this.long = Number(this.control("length").value) >= DAY;
    this.addEventListener("change", (event) => this.follow(event.target));
  }

  control(name) {
    return this.querySelector(`[name="${name}"]`);
  }

  follow(control) {
    if (control.name === "length" && Number(control.value)) this.take(Number(control.value));
    if (this.long) return;
    if (control.name === "start") this.place(this.minutes);
    if (control.name === "end" || control.name === "end_next_day") this.minutes = this.span();
    this.showLength();
  }

  take(minutes) {
    this.long = minutes >= DAY;
    if (this.long) this.restoreEnd();
    else this.place(minutes);
  }

  restoreEnd() {
    const end = this.control("end");
    end.value = end.dataset.was ?? end.defaultValue;
    const nextDay = this.control("end_next_day");
    nextDay.checked = nextDay.dataset.was === "1";
  }

  span() {
    const start = minutesOf(this.control("start").value);
    const end = minutesOf(this.control("end").value);
    if (start === null || end === null) return null;
    return end - start + (this.control("end_next_day").checked ? DAY : 0);
  }

  place(minutes) {
    const start = minutesOf(this.control("start").value);
    if (start === null || minutes === null || minutes <= 0) return;
    this.minutes = minutes;
    const end = start + minutes;
    this.control("end").value = textOf(end % DAY);
    this.control("end_next_day").checked = end >= DAY;
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
  return minutes < DAY ? minutes : null;
};

const textOf = (minutes) =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

customElements.define("time-span", TimeSpan);
