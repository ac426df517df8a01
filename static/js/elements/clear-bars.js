// What has the focus is not left under a bar that stays in sight: the page moves so far.
const BARS = ".review, .tabbar, .head, .bulk, .panel__head";

const isOver = (bar, box) => {
  const { top, bottom, left, right } = bar.getBoundingClientRect();
  return box.bottom > top && box.top < bottom && box.right > left && box.left < right;
};

const clear = () => {
  const one = document.activeElement;
  // What lies over the page is covered by nothing.
  if (!one || one.closest(".alerts")) return;
  const covers = (bar) => !bar.contains(one) && !one.contains(bar) && isOver(bar, one.getBoundingClientRect());
  if ([...document.querySelectorAll(BARS)].some(covers)) one.scrollIntoView({ block: "center" });
};

// After the browser has scrolled to it, and when a bar comes while somebody types.
const soon = () => requestAnimationFrame(clear);
for (const name of ["focusin", "input", "htmx:after:swap"]) document.addEventListener(name, soon);
