// Another language keeps what somebody typed, and stays on the page as its address is by
// now: an editor's draft is kept first, and taken up again; a search goes along.
document.addEventListener("click", (event) => {
  const button = event.target.closest("button:is([lang], [name=language])");
  if (!button || !window.htmx) return;
  event.preventDefault();
  const frame = document.getElementById("editor-frame");
  const search = button.form?.matches("[role=search]") && button.form;
  const form = frame?.dirty ? frame.form : search || document.querySelector("[data-language]");
  if (frame?.dirty) {
    frame.leaving = true;
    form.action = `${form.getAttribute("action")}_look/`;
  } else if (search) {
    form.action = button.formAction;
    form.method = "post";
  }
  const fields = { next: location.pathname + location.search, [button.name]: button.value };
  for (const [name, value] of Object.entries(fields)) {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  // Without the event: nothing asks whether to leave, and htmx does not send it itself.
  form.submit();
});
