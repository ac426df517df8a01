// What the review of the editor's form found out about each field: "930" is 09:30. What is
// another way of writing the same is marked with data-same, and counts as no change.
document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  const { touched } = document.getElementById("review")?.dataset ?? {};
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
