// <single-keys> lets one key do what a link or a button of the page does; without it on the
// page no key does. Never while somebody types or a dialog is open, nor with Ctrl and such.
//
// The row that they act on is the one with the focus, or the one in the open panel.
const TYPED_IN = "input, select, textarea, [contenteditable], dialog, [role=combobox]";
const OUTCOMES = ["s", "n", "x"];
const BESIDE = { ArrowLeft: "prev", ArrowRight: "next" };
const AFTER_G_MS = 3000;

const seen = (one) => one.checkVisibility();
const linkOf = (row) => row?.querySelector("a[data-open]");
const kind = (row) => `${row.tagName}.${row.classList[0]}`;
const panel = () => document.querySelector("#panel .panel");

class SingleKeys extends HTMLElement {
  connectedCallback() {
    this.pressed = (event) => {
      const { ctrlKey, metaKey, altKey, shiftKey, key, target } = event;
      if (event.defaultPrevented || event.isComposing || ctrlKey || metaKey || altKey) return;
      if (target.closest?.(TYPED_IN) || document.querySelector("dialog[open]")) return;
      const isLetter = key.length === 1 && key.toLowerCase() !== key.toUpperCase();
      if (isLetter && shiftKey) return;
      if (this.act(isLetter ? key.toLowerCase() : key, event)) event.preventDefault();
    };
    document.addEventListener("keydown", this.pressed);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.pressed);
  }

  // Whether the key was one of ours.
  act(key, event) {
    if (this.going > performance.now()) return this.go(key);
    if (key === "g") return Boolean((this.going = performance.now() + AFTER_G_MS));
    if (key in BESIDE) return event.target.matches("body, main") && this.beside(BESIDE[key]);
    if (key === "j" || key === "k") return this.step(key === "j" ? 1 : -1);
    if (key === "o") return this.press(linkOf(this.row));
    if (key === "Enter") return this.enter(event.target);
    if (key === "u") return this.press(this.undo);
    if (OUTCOMES.includes(key)) return this.press(this.button(key));
    if (key === "/") return this.search();
    if (key === "?") return this.press(document.querySelector("[data-keysheet]"));
    return this.press(document.querySelector(`a[data-go="${CSS.escape(key)}"]`));
  }

  go(key) {
    this.going = 0;
    return this.press(document.querySelector(`a[data-go$="${CSS.escape(key)}"]`));
  }

  beside(rel) {
    return this.press(document.querySelector(`main a[rel="${rel}"]`));
  }

  press(found) {
    found?.click();
    return Boolean(found);
  }

  get row() {
    return document.activeElement?.closest("main [data-appointment]");
  }

  get rows() {
    const every = [...document.querySelectorAll("main [data-appointment]")];
    return every.filter((row) => linkOf(row) && seen(row));
  }

  // The rows of the appointment with the focus, or of the one in the panel.
  get meant() {
    const id = panel()?.dataset.appointment;
    if (!id) return this.row ? [this.row] : [];
    const below = this.rows.filter((row) => row.dataset.appointment === id);
    return [panel(), ...below];
  }

  button(key) {
    const found = this.meant.flatMap((row) => [...row.querySelectorAll(`button[data-key="${key}"]`)]);
    return found.find((one) => !one.disabled);
  }

  // In the row itself, else the last one on the page.
  get undo() {
    const every = [...document.querySelectorAll('button[data-key="u"]')].filter(seen);
    return this.meant.flatMap((row) => every.filter((one) => row.contains(one)))[0] ?? every.at(-1);
  }

  step(by) {
    if (panel()) return this.press(panel().querySelector(`[data-step="${by}"]`));
    const { rows } = this;
    const here = rows.find((row) => row === this.row);
    const last = rows.find((row) => row.dataset.appointment === this.last);
    const model = here ?? last ?? rows.at(-1);
    if (!model) return false;
    const alike = rows.filter((row) => kind(row) === kind(model));
    const from = here || last ? alike.indexOf(model) : by > 0 ? -1 : alike.length;
    const next = alike[Math.min(Math.max(from + by, 0), alike.length - 1)];
    this.last = next.dataset.appointment;
    linkOf(next).focus();
    next.scrollIntoView({ block: "nearest" });
    return true;
  }

  // A link and a button do it by themselves; from what else is in a row, its link opens.
  enter(target) {
    if (target.closest("a, button, summary")) return false;
    return this.press(linkOf(this.row));
  }

  search() {
    const field = document.querySelector("main [role=search] input[type=search]");
    if (!field || !seen(field)) return this.press(document.querySelector("[data-palette]"));
    field.focus();
    field.select();
    return true;
  }
}
customElements.define("single-keys", SingleKeys);
