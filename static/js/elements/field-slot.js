// <field-slot for="f-title"> is where the error of a control appears: it marks the control.
// With data-say, the label, an error that was not there before is spoken as well.
class FieldSlot extends HTMLElement {
  connectedCallback() {
    const control = document.getElementById(this.getAttribute("for"));
    if (!control) return;
    const said = this.textContent.trim();
    const before = control.getAttribute("aria-invalid") === "true";
    if (said) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
    if (said && !before && this.dataset.say) this.speak(`${this.dataset.say}: ${said}`);
  }

  speak(text) {
    document.dispatchEvent(new CustomEvent("announce", { detail: { text } }));
  }
}
customElements.define("field-slot", FieldSlot);
