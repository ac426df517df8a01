// Moves focus once to what the server marked with data-focus: an error summary, a banner.
const focusMarked = () => {
  const marked = document.querySelector("[data-focus]");
  if (!marked) return;
  marked.removeAttribute("data-focus");
  marked.focus({ preventScroll: true });
  // After every other part of the same answer is in its place.
  requestAnimationFrame(() => marked.scrollIntoView({ block: "nearest" }));
};

focusMarked();
document.addEventListener("htmx:after:swap", focusMarked);

// What is wrong leads to its control: of several tiles to the one that is chosen.
document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#f-"]');
  const named = link && document.getElementById(link.hash.slice(1));
  if (!named) return;
  event.preventDefault();
  const inner = named.querySelector("input:checked") ?? named.querySelector("input, select, textarea");
  const control = inner ?? named;
  const folded = control.closest("details");
  if (folded) folded.open = true;
  control.focus();
});
