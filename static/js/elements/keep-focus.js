// Where an answer takes the focus away, it goes on to what stands in the same place then:
// who works by keyboard is not thrown back to the beginning of the page.
const FOCUSABLE = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";

let place = null;

const can = (one) => one?.matches(FOCUSABLE) && !one.matches(":disabled") && one.checkVisibility();
const kind = (one) => [one.tagName, one.name, one.value, one.textContent.trim()].join();

document.addEventListener("focusin", ({ target }) => {
  const ids = [];
  for (let at = target; (at = at?.closest("[id]")); at = at.parentElement) ids.push(at.id);
  place = { one: target, kind: kind(target), ids };
});

// A person who leaves it for nowhere leaves it; an answer takes it out, or switches it off.
document.addEventListener("focusout", ({ target, relatedTarget }) => {
  if (relatedTarget) return;
  setTimeout(() => {
    if (place?.one === target && document.activeElement !== target && can(target)) place = null;
  });
});

const within = (id) => {
  const part = document.getElementById(id);
  const parts = [...(part?.querySelectorAll(FOCUSABLE) ?? [])].filter(can);
  return can(part) ? part : (parts.find((one) => kind(one) === place.kind) ?? parts[0]);
};

const goOn = () => {
  if (!place || (document.activeElement ?? document.body) !== document.body) return;
  const { one, ids } = place;
  const next = one.isConnected ? one : ids.map(within).find(Boolean);
  if (can(next)) next.focus({ preventScroll: true });
};

document.addEventListener("htmx:after:swap", goOn);
// What was switched off while it waited is not so any more.
document.addEventListener("htmx:finally:request", () => setTimeout(goOn));
