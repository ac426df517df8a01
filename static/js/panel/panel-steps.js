// The appointment before the open one and the one after it, in the order of the page below:
// by the buttons in the head of the panel; single-keys.js presses them.
const kind = (row) => `${row.tagName}.${row.classList[0]}`;

const inOrder = (id) => {
  const rows = [...document.querySelectorAll("main [data-appointment]")];
  const seen = rows.filter((row) => row.querySelector("[data-open]") && row.checkVisibility());
  const open = seen.filter((row) => row.dataset.appointment === id).at(-1) ?? seen.at(-1);
  const alike = seen.filter((row) => kind(row) === kind(open));
  // A page may show one twice, as one that goes on after midnight.
  return [...new Map(alike.map((row) => [row.dataset.appointment, row])).values()];
};

const beside = (id, by) => {
  const rows = inOrder(id);
  const at = rows.findIndex((row) => row.dataset.appointment === id);
  return at < 0 ? null : rows[at + by];
};

const show = () => {
  const id = document.querySelector("edit-panel")?.shown;
  for (const button of document.querySelectorAll("#panel [data-step]")) {
    button.disabled = !beside(id, Number(button.dataset.step));
  }
};

const step = (button) => {
  const panel = document.querySelector("edit-panel");
  const row = beside(panel.shown, Number(button.dataset.step));
  if (!row) return;
  row.scrollIntoView({ block: "nearest" });
  const link = row.querySelector("[data-open]");
  panel.open(link.href, link);
};

document.addEventListener("panel", show);
document.addEventListener("htmx:after:swap", show);

document.addEventListener("click", (event) => {
  const button = event.target.closest("#panel [data-step]");
  if (button) step(button);
});
