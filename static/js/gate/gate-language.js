// At the gate nothing that is typed may be kept, a password least of all: another language
// exchanges the page under it.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[name=language]");
  const form = document.getElementById("gate-form");
  if (!button || !form || !window.htmx) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const typed = [...form.elements].filter(({ id, type }) => id && type !== "hidden");
  const { name, value } = button;
  const values = { ...Object.fromEntries(new FormData(form)), [name]: value };
  await htmx.ajax("POST", button.formAction, { values, target: "#main", select: "#main", swap: "outerMorph" });
  document.documentElement.lang = value;
  for (const one of typed) document.getElementById(one.id).value = one.value;
  const first = document.querySelector("[autofocus]");
  const again = document.querySelector(`#main button[value="${value}"]`);
  (first && !first.value ? first : again)?.focus();
}, true);
