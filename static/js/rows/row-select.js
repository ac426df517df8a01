// <row-select> around a table and its bar: counts the rows that are selected, takes all of a
// page or a range with Shift, and knows "all that match", which the server alone can list.
class RowSelect extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => this.clicked(event));
    this.addEventListener("change", (event) => this.changed(event));
    this.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.target.closest("details[open]")) this.clear();
    });
    this.swapped = () => this.show();
    document.addEventListener("htmx:after:swap", this.swapped);
    this.show();
  }

  disconnectedCallback() {
    document.removeEventListener("htmx:after:swap", this.swapped);
  }

  get boxes() {
    return [...this.querySelectorAll(".c-ck input[name=id]")];
  }

  get every() {
    return this.querySelector("[name=every]");
  }

  clicked(event) {
    const { target } = event;
    if (target.closest("[data-select=none]")) this.clear();
    if (target.closest("[data-select=every]")) this.take(this.boxes, true, "1");
    if (target.name !== "id") return;
    const boxes = this.boxes;
    const [from, to] = [boxes.indexOf(this.last), boxes.indexOf(target)].sort((a, b) => a - b);
    if (event.shiftKey && from >= 0) this.take(boxes.slice(from, to + 1), target.checked);
    this.last = target;
  }

  changed({ target }) {
    if (target.matches("[data-select=page]")) this.take(this.boxes, target.checked);
    if (target.matches("[data-select=mode]:not(:checked)")) this.take(this.boxes, false);
    if (target.name === "id") this.take([target], target.checked);
  }

  take(boxes, on, every = "") {
    for (const box of boxes) box.checked = on;
    this.every.value = every;
    this.show();
  }

  clear() {
    const first = this.boxes.find((box) => box.checked);
    if (!first) return;
    this.take(this.boxes, false);
    first.focus();
  }

  show() {
    const boxes = this.boxes;
    const count = boxes.filter((box) => box.checked).length;
    for (const page of this.querySelectorAll("[data-select=page]")) {
      page.checked = count > 0 && count === boxes.length;
      page.indeterminate = count > 0 && count < boxes.length;
    }
    const { one, many, all } = this.dataset;
    const said = (count === 1 ? one : many).replace("#", count);
    const text = this.every.value ? all : said;
    const output = this.querySelector(".bulk__n");
    // A live region speaks when it changes, and only then.
    if (output.textContent !== text) output.textContent = text;
  }
}
customElements.define("row-select", RowSelect);
