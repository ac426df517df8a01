// What the review of the editor's form knows of each field.
//
// Which one is being typed in is posted along: its error waits until it is left. And
// "930" is 09:30: what the review finds untouched is marked with data-same, and once it is
// left, the control holds it as it was understood.
const review = () => document.getElementById("review");

const typingIn = (control) => {
  const typing = document.getElementById("typing");
  if (!typing) return;
  const name = control?.form === typing.form ? control.name : "";
  if (typing.value === name) return;
  typing.value = name;
  askForHeld(typing.form);
};

// Something was held back for who was typing there: now it can be said.
const askForHeld = (form) => {
  if (review()?.dataset.held !== undefined) form.dispatchEvent(new CustomEvent("changed"));
};

// What each control held when it was read, and how that is written here.
const read = new WeakMap();

const rewrite = (control) => {
  const { typed, written } = read.get(control) ?? {};
  if (control.value !== typed || control === document.activeElement) return;
  // Untouched is untouched, however it is written.
  if (control.dataset.same === typed) control.dataset.same = written;
  control.value = written;
  read.delete(control);
};

const understand = (form, found, posted) => {
  const date = [posted.get("date")?.trim(), found.date];
  for (const name of ["date", "start", "end"]) {
    const control = form.elements[name];
    const typed = posted.get(name);
    if (!control || !found[name] || control.value !== typed) continue;
    read.set(control, { typed, written: found[name] });
    rewrite(control);
  }
  const detail = { date, day: found.day };
  if (found.day) form.querySelector("time-span")?.dispatchEvent(new CustomEvent("understood", { detail }));
};

document.addEventListener("focusout", ({ target }) => setTimeout(() => rewrite(target)));
document.addEventListener("focusin", (event) => typingIn(event.target));
document.addEventListener("focusout", (event) => typingIn(event.relatedTarget));

// What came of a form that has been saved since says nothing of this one.
document.addEventListener("htmx:before:swap", (event) => {
  const { ctx } = event.detail;
  const key = ctx?.request?.body?.get?.("form_key");
  const now = document.getElementById("editor")?.elements.form_key?.value;
  if (ctx?.sourceElement?.id === "review" && key !== now) event.preventDefault();
});

document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  const { touched } = review()?.dataset ?? {};
  const posted = ctx?.request?.body;
  if (touched === undefined || ctx.target?.id !== "review" || !posted?.has?.("form_key")) return;
  const form = document.getElementById("editor");
  for (const { name, value, dataset } of form.querySelectorAll(".input, .textarea")) {
    // What was typed since is not judged yet.
    if (!touched.split(" ").includes(name) && posted.get(name) === value) dataset.same = value;
    else delete dataset.same;
  }
  understand(form, JSON.parse(review().dataset.echo ?? "{}"), posted);
  // Left while the review was on its way, which took them for still there.
  if (form.elements.typing.value !== posted.get("typing")) askForHeld(form);
  form.dispatchEvent(new CustomEvent("judged"));
});
