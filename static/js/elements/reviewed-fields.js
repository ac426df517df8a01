// What the review of the editor's form knows of each field.
//
// Which one is being typed in is posted along: its error waits until it is left. And
// "930" is 09:30: what the review finds untouched is marked with data-same.
const review = () => document.getElementById("review");

const typingIn = (control) => {
  const typing = document.getElementById("typing");
  if (!typing) return;
  const name = control?.form === typing.form ? control.name : "";
  if (typing.value === name) return;
  typing.value = name;
  // Something is held back for who was there: now it can be said.
  if (review()?.dataset.held !== undefined) typing.form.dispatchEvent(new CustomEvent("changed"));
};

document.addEventListener("focusin", (event) => typingIn(event.target));
document.addEventListener("focusout", (event) => typingIn(event.relatedTarget));

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
  form.dispatchEvent(new CustomEvent("judged"));
});
