// <time-span> around date, start, end and length: moving the start keeps the length, and
// choosing a length moves the end. The server does the same for who has no script, by the
// same clock: where that changes, an hour is an hour, and "01:30" plus one may be 03:30.
//
// From a day on, the end's time and "+1 day" do not tell the length: the server keeps it.
// By how much the end was moved is posted along, so that nobody seems to have typed it.
const DAY = 1440;
const MINUTE_MS = 60_000;

class TimeSpan extends HTMLElement {
  connectedCallback() {
    this.days = new Map([[this.control("date").value.trim(), this.dataset.day]]);
    this.minutes = Number(this.control("length").value) || this.span();
    this.long = this.minutes >= DAY;
    this.addEventListener("change", (event) => this.follow(event.target));
    this.addEventListener("understood", (event) => this.heard(event.detail));
    this.closest("[data-section]")?.addEventListener("undone", () => this.undone());
  }

  control(name) {
    return this.querySelector(`[name="${name}"]`);
  }

  follow(control) {
    if (control.name === "length" && Number(control.value)) this.take(Number(control.value));
    if (this.long) return;
    if (["date", "start"].includes(control.name)) this.place(this.minutes);
    if (control.name === "end" || control.name === "end_next_day") this.ended();
    this.showLength();
  }

  // Somebody says where it ends.
  ended() {
    this.control("end_follows").value = "";
    this.minutes = this.span();
  }

  undone() {
    this.ended();
    this.long = Number(this.control("length").value) >= DAY;
  }

  take(minutes) {
    this.long = minutes >= DAY;
    if (!this.long) return this.place(minutes);
    this.control("end_follows").value = "";
    const end = this.control("end");
    end.value = end.dataset.was ?? end.defaultValue;
    const nextDay = this.control("end_next_day");
    nextDay.checked = nextDay.dataset.was === "1";
  }

  // The day that the date names, once the server has told it; a plain one at once.
  get clock() {
    const text = this.control("date").value.trim();
    const clock = this.querySelector("day-clock");
    clock.day = this.days.get(text) ?? plainDay(text);
    return clock;
  }

  span() {
    const start = minutesOf(this.control("start").value);
    const end = minutesOf(this.control("end").value);
    if (start === null || end === null) return null;
    const wall = end - start + (this.control("end_next_day").checked ? DAY : 0);
    if (wall >= DAY) return wall;
    const from = this.begins(start);
    const ends = this.clock.instants(start + wall).sort((a, b) => a - b);
    return Math.round(((ends.find((one) => one > from) ?? ends[0]) - from) / MINUTE_MS);
  }

  // Of two the one that is chosen, else the first.
  begins(start) {
    const both = this.clock.instants(start);
    const chosen = this.closest("form").elements.start_offset?.value;
    return both.find((one) => chosen && this.clock.offset(one) === Number(chosen)) ?? both[0];
  }

  place(minutes) {
    const start = minutesOf(this.control("start").value);
    if (start === null || minutes === null || minutes <= 0) return;
    this.minutes = minutes;
    this.control("end_follows").value = String(minutes);
    const end = this.clock.wall(this.begins(start) + minutes * MINUTE_MS);
    this.control("end").value = textOf(end % DAY);
    this.control("end_next_day").checked = end >= DAY;
  }

  heard({ date, day }) {
    for (const text of date) this.days.set(text, day);
    if (this.control("end_follows").value && !this.long) this.place(this.minutes);
  }

  showLength() {
    if (!(this.minutes > 0)) return;
    const { options } = this.control("length");
    const value = String(this.minutes);
    const [other, ...known] = [...options].reverse();
    const found = known.find((one) => one.value === value) ?? other;
    found.value = value;
    found.selected = true;
  }
}

// 28/3/2027 or 2027-03-28: what is the same in every language.
const plainDay = (text) => {
  const [, day, month, year] = text.match(/^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/) ?? [];
  return day ? [year, month.padStart(2, "0"), day.padStart(2, "0")].join("-") : text;
};

const minutesOf = (text) => {
  const parts = text.trim().match(/^(\d{1,2})(?:[:.h]?(\d{2}))?\s*h?$/i) ?? [];
  const minutes = Number(parts[1]) * 60 + Number(parts[2] ?? 0);
  return minutes < DAY ? minutes : null;
};

const textOf = (minutes) =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

customElements.define("time-span", TimeSpan);
