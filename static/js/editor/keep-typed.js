// What somebody typed while an answer was on its way is put back into a form that the
// answer replaces: the server has not seen it. Who went on typing keeps focus and caret.
//
// It is put back in the very step that replaces the form (htmx:before:settle comes before
// the page can take another key), for what is typed next goes into the new form already.
const starts = new WeakMap();
const swaps = new WeakMap();
let swap = null;

document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
  starts.set(ctx, document.activeElement);
});

document.addEventListener("htmx:before:swap", (event) => {
  const { ctx, tasks } = event.detail;
  const posted = ctx.request?.body;
  const form = document.getElementById("editor");
  swap = { kept: [], put: [], place: null };
  swaps.set(ctx, swap);
  if (!form || !posted?.has?.("form_key")) return;
  swap.kept = [...form.elements].filter((control) => control.id && later(control, posted));
  // With what nobody pressed for, somebody else's value would come below what is typed by
  // now, and nobody would have seen it. It is asked for again, with what is typed.
  const asking = ctx.sourceElement;
  const ownWill = ["keep-fresh", "renew"].includes(asking?.id);
  if (ownWill && swap.kept.some((control) => isOther(control, form, tasks))) {
    event.preventDefault();
    asking.again = true;
    swap = null;
    return;
  }
  const active = document.activeElement;
  // A save that is answered may take the focus; what the page renews by itself may not.
  const stays = ctx.sourceElement?.id === "renew" || active !== starts.get(ctx);
  const typing = active.matches("input, select, textarea") && form.contains(active);
  if (swap.kept.includes(active) || (stays && typing)) {
    const { id, selectionStart: start, selectionEnd: end } = active;
    swap.place = { id, start, end, old: active };
  }
});

// One part of the page has been replaced, others may follow.
const putBack = () => {
  if (!swap) return;
  const form = document.getElementById("editor");
  for (const control of swap.kept) {
    const now = document.getElementById(control.id);
    if (!now || now === control || !form?.contains(now) || swap.put.includes(now)) continue;
    if (!takes(now, control)) continue;
    if (["checkbox", "radio"].includes(now.type)) now.checked = control.checked;
    else now.value = control.value;
    swap.put.push(now);
  }
  if (swap.place) goOn(swap.place);
};
document.addEventListener("htmx:before:settle", putBack, { capture: true });

// While the event still goes down, so before anything else moves the focus.
const told = ({ detail: { ctx } }) => {
  const done = swaps.get(ctx);
  if (!done) return;
  const result = done.place && document.querySelector("[data-focus]");
  if (result) speak(result);
  for (const now of done.put) now.dispatchEvent(new Event("change", { bubbles: true }));
};
document.addEventListener("htmx:after:swap", told, { capture: true });

// Who types on does not go there, and hears of it instead.
const speak = (result) => {
  result.removeAttribute("data-focus");
  const name = document.getElementById(result.getAttribute("aria-labelledby")) ?? result;
  const detail = { text: name.textContent.replace(/\s+/g, " ").trim(), about: "result" };
  document.dispatchEvent(new CustomEvent("announce", { detail: { ...detail, urgent: "wrong" in result.dataset } }));
};

// Under the same id there may be another choice by now, as in a list of another calendar.
const takes = (now, { type, value }) => {
  if (now.type !== type) return false;
  if (type === "radio") return now.value === value;
  return !now.options || [...now.options].some((option) => option.value === value);
};

const goOn = (place) => {
  const now = document.getElementById(place.id);
  if (!now || now === place.old) return;
  place.old = now;
  now.focus({ preventScroll: true });
  if (now.tagName === "TEXTAREA" || now.type === "text") {
    now.setSelectionRange(place.start, place.end);
  }
};

// Whether the record has another value there than it had.
const isOther = (control, form, tasks) => {
  const found = tasks.map(({ fragment }) => fragment?.querySelector?.(`#${control.id}`)).find(Boolean);
  if (!found || control.type === "checkbox") return false;
  return recordOf(found, found.getRootNode()) !== recordOf(control, form);
};

const recordOf = (control, root) => {
  const { name, type, options, dataset, defaultValue } = control;
  if (type === "radio") return root.querySelector(`[name="${name}"][data-was]`)?.value;
  if (options) return [...options].find((one) => one.dataset.was !== undefined)?.value;
  return dataset.was ?? defaultValue;
};

const later = (control, posted) => {
  const { name, type, value, checked } = control;
  if (!name || ["hidden", "submit"].includes(type)) return false;
  if (type === "checkbox") return checked !== posted.has(name);
  if (type === "radio") return checked && posted.get(name) !== value;
  return posted.has(name) && posted.get(name) !== value;
};
