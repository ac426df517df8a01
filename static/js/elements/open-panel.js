// A link with data-open opens its appointment in the panel over the page. What that needs
// comes with the first one that is pressed; without it the link leads to the full page.
const styled = async (style) => {
  if (document.querySelector(`link[href="${style}"]`)) return;
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: style });
  await new Promise((done) => {
    Object.assign(link, { onload: done, onerror: done });
    document.head.append(link);
  });
};

const known = (script) => customElements.get("edit-panel") ?? import(script);

document.addEventListener("click", async (event) => {
  const { button, ctrlKey, metaKey, shiftKey, altKey, target } = event;
  const link = target.closest("a[data-open]");
  const panel = document.querySelector("edit-panel");
  if (!link || !panel || event.defaultPrevented) return;
  if (button || ctrlKey || metaKey || shiftKey || altKey) return;
  event.preventDefault();
  try {
    await Promise.all([styled(panel.dataset.style), known(panel.dataset.script)]);
  } catch {
    location.assign(link.href);
    return;
  }
  panel.open(link.href, link);
});
