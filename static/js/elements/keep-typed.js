// What somebody typed while an answer was on its way is put back into a form that the
// answer replaces: the server has not seen it. Who went on typing keeps focus and caret.
const starts = new WeakMap();
let kept = [];
let place = null;

document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
  starts.set(ctx, document.activeElement);
});

document.addEventListener("htmx:before:swap", ({ detail: { ctx } }) => {
  const posted = ctx.request?.body;
  const form = document.getElementById("editor");
  kept = [];
  place = null;
  if (!form || !posted?.has?.("form_key")) return;
  kept = [...form.elements].filter((control) => control.id && later(control, posted));
  const active = document.activeElement;
  // A save that is answered may take the focus; what the page renews by itself may not.
  const stays = ctx.sourceElement?.id === "renew" || active !== starts.get(ctx);
  const typing = active.matches("input, select, textarea") && form.contains(active);
  if (kept.includes(active) || (stays && typing)) place = active;
});

// While the event still goes down, so before anything else moves the focus.
const putBack = () => {
  const form = document.getElementById("editor");
  for (const control of kept) {
    const now = document.getElementById(control.id);
    if (!now || now === control || !form.contains(now)) continue;
    if (!takes(now, control)) continue;
    if (["checkbox", "radio"].includes(now.type)) now.checked = control.checked;
    else now.value = control.value;
    now.dispatchEvent(new Event("change", { bubbles: true }));
  }
  if (place) goOn(place, document.getElementById(place.id));
  kept = [];
  place = null;
};
document.addEventListener("htmx:after:swap", putBack, { capture: true });

// Under the same id there may be another choice by now, as in a list of another calendar.
const takes = (now, { type, value }) => {
  if (now.type !== type) return false;
  if (type === "radio") return now.value === value;
  return !now.options || [...now.options].some((option) => option.value === value);
};

const goOn = (before, now) => {
  if (!now) return;
  document.querySelector("[data-focus]")?.removeAttribute("data-focus");
  now.focus({ preventScroll: true });
  if (now.tagName === "TEXTAREA" || now.type === "text") {
    now.setSelectionRange(before.selectionStart, before.selectionEnd);
  }
};

const later = (control, posted) => {
  const { name, type, value, checked } = control;
  if (!name || ["hidden", "submit"].includes(type)) return false;
  if (type === "checkbox") return checked !== posted.has(name);
  if (type === "radio") return checked && posted.get(name) !== value;
  return posted.has(name) && posted.get(name) !== value;
};
