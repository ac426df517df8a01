// <move-blocks> holds the appointment that somebody is moving: where it would lie, and what
// it would overlap. drag-blocks.js and key-blocks.js say where it goes, and <send-drops>
// saves what is dropped, told by the event "dropped".
// The block itself stays in its place until Leadway has answered; what moves is a copy.
const QUARTER = 3;
const PLACE = /\bh(\d+) m(\d+) for(\d+)h for(\d+)m/;
const numbers = (element) => {
  const [h, m, hours, minutes] = element.className.match(PLACE).slice(1);
  return [h * 12 + m / 5, hours * 12 + minutes / 5];
};
const parts = (steps) => [Math.floor(steps / 12), (steps % 12) * 5];
const clock = (step) => parts(step).map((part) => String(part).padStart(2, "0")).join(":");
const nameOf = (block) => block.querySelector("bdi").textContent;
// Where a column is a day, what is of other people is in nobody's way.
const isOf = ({ dataset }, user) => `${dataset.user} ${dataset.users}`.split(" ").includes(user);
const meets = (one, t, n) => {
  const [start, length] = numbers(one);
  return start < t + n && start + length > t;
};

class MoveBlocks extends HTMLElement {
  connectedCallback() {
    this.addEventListener("htmx:before:swap", (event) => this.held && event.preventDefault());
  }

  get extent() { return numbers(this.querySelector(".cal")); }

  get columns() { return [...this.querySelectorAll(".cal__col")].filter((one) => one.offsetParent); }

  // Takes a block up, unless it may not be moved or is on its way already.
  pick(block) {
    if (this.held || !block.dataset.starts || block.hasAttribute("data-left")) return false;
    // In an agenda no place says a time.
    if (getComputedStyle(block).position !== "absolute") return false;
    const [t, n] = numbers(block);
    const column = block.closest(".cal__col");
    const lift = block.cloneNode(true);
    lift.removeAttribute("id");
    lift.inert = true;
    lift.toggleAttribute("data-lift", true);
    lift.toggleAttribute("data-moving", true);
    block.toggleAttribute("data-left", true);
    this.held = { block, lift, t, n, column, was: { t, n, column } };
    this.draw();
    this.announce("repeats" in block.dataset ? "pickedOne" : "picked");
    return true;
  }

  place(t, n, column, { aloud = false } = {}) {
    const [from, span] = this.extent;
    const long = Math.min(Math.max(n, QUARTER), span);
    this.held.n = long;
    this.held.t = Math.min(Math.max(t, from), from + span - long);
    this.held.column = column;
    this.draw();
    if (!aloud) return;
    this.held.lift.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.announce(this.held.bad ? "bad" : this.held.others.length ? "clash" : "at");
  }

  draw() {
    const { held } = this;
    const { block, lift, t, n, column } = held;
    const [h, m, hours, minutes] = [t, n].flatMap(parts);
    lift.className = `ev h${h} m${m} for${hours}h for${minutes}m`;
    if (lift.parentElement !== column) column.append(lift);
    lift.querySelector(".ev__m").textContent = `${clock(t)} – ${clock(t + n)}`;
    this.unmark();
    const user = column.dataset.key || block.dataset.user;
    const taken = [...column.querySelectorAll(".ev[data-counts]:not([data-lift]), .cal__blocked")];
    held.others = taken.filter((one) => one !== block && isOf(one, user) && meets(one, t, n));
    for (const one of held.others) one.toggleAttribute("data-clash", true);
    lift.toggleAttribute("data-clash", held.others.length > 0);
    held.bad = [...column.querySelectorAll("[data-unreal]")].some((one) => meets(one, t, 1));
    lift.toggleAttribute("data-bad", held.bad);
  }

  unmark() { this.querySelectorAll("[data-clash]").forEach((one) => one.removeAttribute("data-clash")); }

  // Says in words what is held and where; `which` names the attribute with the sentence.
  say(which) {
    const { block, t, n, column, others } = this.held;
    const words = {
      name: nameOf(block),
      time: `${clock(t)} – ${clock(t + n)}`,
      column: column.getAttribute("aria-label"),
      others: others.map(nameOf).join(", "),
    };
    return this.dataset[which].replace(/\{(\w+)\}/g, (_whole, word) => words[word]);
  }

  announce(which) {
    document.dispatchEvent(new CustomEvent("announce", { detail: { text: this.say(which) } }));
  }

  drop() {
    const { held } = this;
    const moved = ["t", "n", "column"].some((what) => held[what] !== held.was[what]);
    if (!moved) return this.putBack();
    this.announce("sending");
    this.unmark();
    held.lift.removeAttribute("data-moving");
    held.start = `${held.column.dataset.day}T${clock(held.t)}`;
    held.told = this.say("repeats" in held.block.dataset ? "one" : "name");
    held.back = this.say("back");
    this.held = null;
    this.dispatchEvent(new CustomEvent("dropped", { bubbles: true, detail: held }));
  }

  putBack() {
    const { block, lift } = this.held;
    this.announce("back");
    this.unmark();
    lift.remove();
    block.removeAttribute("data-left");
    this.held = null;
  }
}
customElements.define("move-blocks", MoveBlocks);
