// <edit-form> around the editor's form: shows at once which sections differ from the
// record, undoes them, and asks before a change is lost. What is sent is the server's work.
//
// The record's value is the control's own default, or data-was where the server put back
// what somebody had typed; a radio or an option of the record's carries an empty data-was.
// The review knows more (reviewed-fields.js): what it found the same carries data-same.
class EditForm extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.form.addEventListener("input", () => this.changed());
    this.form.addEventListener("change", () => this.changed());
    this.form.addEventListener("click", (event) => this.clicked(event));
    this.form.addEventListener("htmx:after:swap", () => this.show());
    this.form.addEventListener("judged", () => this.show());
    this.form.addEventListener("htmx:before:request", (event) => this.busy(event, true));
    this.form.addEventListener("htmx:finally:request", (event) => this.busy(event, false));
    this.leave = (event) => {
      if (this.dirty && !this.leaving) event.preventDefault();
    };
    this.keys = (event) => this.pressed(event);
    // Discarding leaves on purpose, and so does a save that htmx does not take over.
    this.addEventListener("submit", (event) => {
      this.leaving = event.target !== this.form || !window.htmx;
    });
    window.addEventListener("beforeunload", this.leave);
    document.addEventListener("keydown", this.keys);
    this.show();
  }

  disconnectedCallback() {
    window.removeEventListener("beforeunload", this.leave);
    document.removeEventListener("keydown", this.keys);
  }

  get sections() {
    return [...this.form.querySelectorAll("[data-section]:not([data-section=options])")];
  }

  get dirty() {
    return this.sections.some((section) => differs(section));
  }

  changed() {
    this.show();
    // What was just saved is no change; whatever else is one is told after the renewal.
    if (document.getElementById("renew")?.asking) return;
    this.form.dispatchEvent(new CustomEvent("changed"));
  }

  show() {
    let count = 0;
    for (const section of this.sections) {
      const different = differs(section);
      section.toggleAttribute("data-changed", different);
      count += different;
      for (const control of section.querySelectorAll(".input, .select, .textarea")) {
        const state = !controlDiffers(control) ? "" : control.value ? "changed" : "cleared";
        const field = control.closest(".field");
        if (field) field.dataset.state = state;
      }
    }
    this.form.querySelector("#review")?.toggleAttribute("data-dirty", count > 0);
  }

  // Only the save itself: the review asks on its way through the same form.
  busy(event, on) {
    if (event.target === this.form) this.form.ariaBusy = on ? "true" : null;
  }

  clicked(event) {
    const undo = event.target.closest("[data-undo]");
    if (undo) this.undo(undo.dataset.undo);
  }

  undo(name) {
    const section = this.form.querySelector(`[data-section="${name}"]`);
    for (const control of controls(section)) if (control.form) reset(control);
    section.dispatchEvent(new Event("undone"));
    section.querySelector("input:not([type=hidden]), select, textarea")?.focus();
    this.changed();
  }

  pressed(event) {
    if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    const save = this.form.querySelector("#save:enabled");
    // Also where nothing was changed, which is then said.
    if (save) this.form.requestSubmit(save);
  }
}

const controls = (section) => [...section.querySelectorAll("input, select, textarea")];
const differs = (section) => controls(section).some(controlDiffers);

const controlDiffers = (control) => {
  const { was } = control.dataset;
  // What belongs to no form is not posted: it only helps to fill in what is.
  const helps = !control.form || control.type === "hidden" || control.name === "rrule_consent";
  if (helps || !control.name) return false;
  if (control.type === "radio") return control.checked && was === undefined;
  if (control.type === "checkbox") {
    return control.checked !== (was === undefined ? control.defaultChecked : was === "1");
  }
  if (control.tagName === "SELECT") {
    return control.name !== "length" && control.selectedOptions[0]?.dataset.was === undefined;
  }
  return ![was ?? control.defaultValue, control.dataset.same].includes(control.value);
};

const reset = (control) => {
  const { was } = control.dataset;
  if (control.type === "radio") control.checked = was !== undefined;
  else if (control.type === "checkbox") control.checked = was === "1";
  else if (control.tagName === "SELECT") {
    const own = [...control.options].find((option) => option.dataset.was !== undefined);
    if (own) own.selected = true;
  } else if (control.type !== "hidden") control.value = was ?? control.defaultValue;
};

customElements.define("edit-form", EditForm);
