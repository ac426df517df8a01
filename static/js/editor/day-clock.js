// <day-clock data-zone="Europe/Madrid"> reckons with the clock on the wall of a day, also
// of one on which that is changed: from minutes since midnight to instants, and back.
// Where the day is not known, or the browser knows no such zone, the clock never changes.
const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;

class DayClock extends HTMLElement {
  set day(text) {
    this.midnight = Date.parse(`${text}T00:00Z`);
    if (Number.isNaN(this.midnight)) this.midnight = null;
  }

  // The instants at which it is so late: two in an hour that comes twice, and in one that
  // is left out the one that the clock would have come to.
  instants(minutes) {
    const wall = (this.midnight ?? 0) + minutes * MINUTE_MS;
    const [before, after] = [-DAY_MS, DAY_MS].map((by) => wall - this.offset(wall + by) * MINUTE_MS);
    const real = [before, after].filter((one) => one + this.offset(one) * MINUTE_MS === wall);
    return real.length ? [...new Set(real)].sort((a, b) => a - b) : [before];
  }

  wall(instant) {
    return Math.round((instant - (this.midnight ?? 0)) / MINUTE_MS) + this.offset(instant);
  }

  // In minutes ahead of UTC.
  offset(instant) {
    if ((this.midnight ?? null) === null) return 0;
    try {
      const named = { timeZone: this.dataset.zone, timeZoneName: "longOffset" };
      const parts = new Intl.DateTimeFormat("en", named).formatToParts(instant);
      const { value } = parts.find((one) => one.type === "timeZoneName");
      const [, sign, hours, minutes] = value.match(/([+-])(\d+):(\d+)/) ?? [value, "+", 0, 0];
      return Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes));
    } catch {
      return 0;
    }
  }
}
customElements.define("day-clock", DayClock);
