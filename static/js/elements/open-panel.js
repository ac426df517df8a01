// A link with data-open opens its appointment in the panel over the page. What that needs
// comes with the first one that is pressed; without it the link leads to the full page.
let coming = null;

const styled = (href, integrity = "") => {
  const link = document.createElement("link");
  Object.assign(link, { rel: "stylesheet", href, integrity });
  return new Promise((done) => {
    Object.assign(link, { onload: done, onerror: done });
    document.head.append(link);
  });
};

// A page that came with a panel over it has it all.
const brought = ({ style, integrity, script }) =>
  customElements.get("edit-panel") ? null : Promise.all([styled(style, integrity), import(script)]);

document.addEventListener("click", async (event) => {
  const { button, ctrlKey, metaKey, shiftKey, altKey, target } = event;
  const link = target.closest("a[data-open]");
  const panel = document.querySelector("edit-panel");
  if (!link || !panel || event.defaultPrevented) return;
  if (button || ctrlKey || metaKey || shiftKey || altKey) return;
  event.preventDefault();
  try {
    await (coming ??= brought(panel.dataset));
  } catch {
    location.assign(link.href);
    return;
  }
  panel.open(link.href, link);
});
