// What few people unfold brings its script when they do: <repeat-rule data-script="…">.
const unfolded = ({ target }) => {
  const part = target.querySelector?.(":scope > [data-script]");
  if (part) import(part.dataset.script);
};
document.addEventListener("toggle", unfolded, { capture: true });
