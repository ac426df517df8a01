// What is being pressed stays below the pointer: what the page asks for by itself is not let
// in before it is let go, and is asked for again. For a while: a press may never end.
const OWN_WILL = ["keep-fresh", "renew", "who-else"];
const PRESSES = "label, button, summary, a, [type=radio], [type=checkbox]";
const LONGEST_MS = 3_000;
let since = null;

document.addEventListener("pointerdown", ({ target }) => {
  since = target.closest(PRESSES) && performance.now();
}, { capture: true });

for (const name of ["pointerup", "pointercancel"]) {
  document.addEventListener(name, () => (since = null), { capture: true });
}

document.addEventListener("htmx:before:swap", (event) => {
  const asking = event.detail.ctx.sourceElement;
  const pressed = since !== null && performance.now() - since < LONGEST_MS;
  if (!pressed || !OWN_WILL.includes(asking?.id)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  asking.again = true;
}, { capture: true });
