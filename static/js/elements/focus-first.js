// Moves focus once to what the server marked with data-focus: an error summary, a banner.
const focusMarked = () => {
  const marked = document.querySelector("[data-focus]");
  // What another tab shows gets it once that tab is there.
  if (!marked?.checkVisibility()) return;
  marked.removeAttribute("data-focus");
  marked.focus({ preventScroll: true });
  // After every other part of the same answer is in its place. What lies over is in sight.
  requestAnimationFrame(() => marked.closest(".alerts") || marked.scrollIntoView({ block: "nearest" }));
};

focusMarked();
document.addEventListener("htmx:after:swap", focusMarked);
document.addEventListener("edited", () => setTimeout(focusMarked));
