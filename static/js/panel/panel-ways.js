// The ways out of the panel, and those within it: the cross and Escape close it, unless that
// closes something else that is open over or in it.
const LAYERS = "dialog[open], pop-up details[open]";
const panel = () => document.querySelector("edit-panel");

document.addEventListener(
  "keydown",
  (event) => {
    if (event.key !== "Escape" || !panel()?.shown || event.isComposing) return;
    if (document.querySelector(LAYERS)) return;
    const field = event.target.closest("input, select, textarea");
    if (!field || panel().contains(field)) panel().close();
  },
  { capture: true },
);

document.addEventListener("click", (event) => {
  const link = event.target.closest("#panel [data-close], #panel a[href^='#']");
  if (!link) return;
  event.preventDefault();
  if (link.hasAttribute("data-close")) panel().close();
  else lead(link.hash);
});

// To a control that something is said of, without an address of its own.
const lead = (hash) => {
  const found = document.getElementById(hash.slice(1));
  (found?.matches("[role=radiogroup]") ? found.querySelector("input") : found)?.focus();
};
