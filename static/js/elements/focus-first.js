// Moves focus once to what the server marked with data-focus: an error summary, a banner.
const focusMarked = () => {
  const marked = document.querySelector("[data-focus]");
  marked?.removeAttribute("data-focus");
  marked?.focus();
};

focusMarked();
document.addEventListener("htmx:after:swap", focusMarked);
