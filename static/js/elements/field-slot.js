// <field-slot for="f-title"> is where the error of a control appears: it marks the control.
class FieldSlot extends HTMLElement {
  connectedCallback() {
    const control = document.getElementById(this.getAttribute("for"));
    if (!control) return;
    if (this.textContent.trim()) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
  }
}
customElements.define("field-slot", FieldSlot);
