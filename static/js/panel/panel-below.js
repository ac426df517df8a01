// The page below a panel: it says which row is open, is out of reach where the panel fills
// the screen, and gets the focus back.
const NARROW = matchMedia("(max-width: 899px)");

let open = null;
let title = document.title;

const rows = (id) => [...document.querySelectorAll(`main [data-appointment="${CSS.escape(id)}"]`)];

const mark = () => {
  for (const row of document.querySelectorAll("main [data-current]")) {
    row.toggleAttribute("data-current", row.dataset.appointment === open);
  }
  if (open) for (const row of rows(open)) row.toggleAttribute("data-current", true);
};

const keepOut = () => {
  const modal = open !== null && NARROW.matches;
  for (const part of document.querySelectorAll(".skip, .side, main, .tabbar")) part.inert = modal;
  const panel = document.querySelector("#panel .panel");
  if (modal) panel?.setAttribute("role", "dialog");
  else panel?.removeAttribute("role");
  panel?.toggleAttribute("aria-modal", false);
  if (modal) panel?.setAttribute("aria-modal", "true");
};

const comeBack = (id, opener) => {
  const links = rows(id).map((row) => row.querySelector("[data-open]"));
  const seen = [opener, ...links.reverse()].filter((one) => one?.isConnected && one.checkVisibility());
  (seen[0] ?? document.getElementById("main")).focus();
};

document.addEventListener("panel", ({ detail: { id, was, opener } }) => {
  if (open === null && id !== null) title = document.title;
  open = id;
  document.title = document.querySelector("#panel .panel")?.dataset.title ?? title;
  mark();
  keepOut();
  if (id === null) comeBack(was, opener);
});

document.addEventListener("htmx:after:swap", mark);
NARROW.addEventListener("change", keepOut);
