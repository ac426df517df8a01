// <repeat-rule> puts a repeat rule together from a few choices, which come once it is unfolded.
// The rule is what is posted; one that they cannot say is left as text. Lines below it stay.
const SHAPE = {
  DAILY: ["INTERVAL", "COUNT", "UNTIL"],
  WEEKLY: ["INTERVAL", "BYDAY", "COUNT", "UNTIL"],
  MONTHLY: ["INTERVAL", "BYDAY", "BYMONTHDAY", "COUNT", "UNTIL"],
};
class RepeatRule extends HTMLElement {
  async connectedCallback() {
    this.rule = this.querySelector("textarea");
    const place = this.querySelector("[data-build]");
    if (!place) return;
    await htmx.ajax("GET", place.dataset.build, { source: place, target: place });
    if (!this.isConnected || !this.querySelector("[data-mode]")) return;
    for (const type of ["input", "change"]) this.addEventListener(type, (event) => this.follow(event));
    this.closest("[data-section]").addEventListener("undone", () => this.read());
    this.closest("form").addEventListener("htmx:after:swap", () => this.show());
    this.read();
  }

  follow({ type, target }) {
    if (target === this.rule) return;
    if (target.value === "WEEKLY" && !this.days.length) this.takeDays([this.dataset.weekday]);
    if (type === "change" || target.type === "text") this.write();
    this.show();
  }

  part(name) {
    return this.querySelector(`[data-part="${name}"]`);
  }

  get mode() {
    return this.querySelector("[data-mode]:checked").value;
  }

  set mode(value) {
    this.querySelector(`[data-mode][value="${value}"]`).checked = true;
    this.show();
  }

  get days() {
    return [...this.querySelectorAll("[data-day]:checked")].map((day) => day.value);
  }

  show() {
    for (const row of this.querySelectorAll("[data-for]")) {
      // What is wrong with a rule leads to the rule itself, whatever it was made from.
      const wrong = row.querySelector("[aria-invalid=true]");
      row.hidden = !wrong && !row.dataset.for.split(" ").includes(this.mode);
    }
  }

  write() {
    if (this.mode === "RAW") return;
    const [, ...below] = this.rule.value.split("\n");
    this.rule.value = this.mode === "" ? "" : [this.said(), ...below].join("\n");
    this.rule.dispatchEvent(new Event("input", { bubbles: true }));
  }

  said() {
    const parts = [`FREQ=${this.mode}`];
    const every = this.part("INTERVAL").value.trim();
    if (every !== "1") parts.push(`INTERVAL=${every}`);
    if (this.mode === "WEEKLY" && this.days.length) parts.push(`BYDAY=${this.days}`);
    if (this.mode === "MONTHLY") parts.push(this.part("MONTHLY").value);
    const ends = this.querySelector("[data-ends]:checked").value;
    if (ends === "COUNT") parts.push(`COUNT=${this.part("COUNT").value.trim()}`);
    if (ends === "UNTIL" && this.part("UNTIL").value) parts.push(`UNTIL=${this.until()}`);
    return `RRULE:${parts.join(";")}`;
  }

  // As it is written, unless another day is chosen: its end on the account's clocks, in UTC.
  until() {
    const [, written] = /UNTIL=(\w+)/.exec(this.rule.value.toUpperCase()) ?? [];
    if (written && this.dayOf(written) === this.part("UNTIL").value) return written;
    const wall = Date.parse(`${this.part("UNTIL").value}T23:59:59Z`);
    const shown = new Date(wall).toLocaleString("sv-SE", { timeZone: this.dataset.zone });
    const ends = new Date(2 * wall - Date.parse(`${shown.replace(" ", "T")}Z`));
    return ends.toISOString().replace(/[-:]|\.\d+/g, "");
  }

  read() {
    const [line] = this.rule.value.trim().toUpperCase().replaceAll(" ", "").split("\n");
    if (!line) return void (this.mode = "");
    const pairs = line.replace(/^RRULE:/, "").split(";").filter(Boolean);
    const { FREQ: freq, ...parts } = Object.fromEntries(pairs.map((pair) => pair.split("=")));
    const known = Object.keys(parts).every((name) => SHAPE[freq]?.includes(name));
    this.mode = SHAPE[freq] && known && this.take(freq, parts) ? freq : "RAW";
  }

  take(freq, { INTERVAL: every = "1", BYDAY: days = "", BYMONTHDAY: day, COUNT: count, UNTIL: until }) {
    this.part("INTERVAL").value = every;
    if (freq === "WEEKLY" && !this.takeDays(days.split(",").filter(Boolean))) return false;
    if (freq === "MONTHLY" && !this.takeMonthly(day, days)) return false;
    const ends = count ? "COUNT" : until ? "UNTIL" : "";
    this.querySelector(`[data-ends][value="${ends}"]`).checked = true;
    if (count) this.part("COUNT").value = count;
    if (until) this.part("UNTIL").value = this.dayOf(until);
    return true;
  }

  dayOf(until) {
    const written = until.replace(/^(\d{4})(\d\d)(\d\d)T?(\d\d)?(\d\d)?(\d\d)?/, "$1-$2-$3T$4:$5:$6");
    if (!until.endsWith("Z")) return written.slice(0, 10);
    return new Date(written).toLocaleDateString("sv-SE", { timeZone: this.dataset.zone });
  }

  takeDays(days) {
    for (const box of this.querySelectorAll("[data-day]")) box.checked = days.includes(box.value);
    return this.days.length === days.length;
  }

  takeMonthly(day, days) {
    const said = [`BYMONTHDAY=${day}`, `BYDAY=${days}`];
    const own = [...this.part("MONTHLY").options].find((one) => said.includes(one.value));
    if (own) own.selected = true;
    return Boolean(own) || !(day || days);
  }
}
customElements.define("repeat-rule", RepeatRule);
