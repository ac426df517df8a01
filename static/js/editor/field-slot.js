// <field-slot for="f-title"> is where the error of a control appears: it marks the control,
// until that is changed. With data-say, the label, a new error is spoken as well.
class FieldSlot extends HTMLElement {
  connectedCallback() {
    this.control = document.getElementById(this.getAttribute("for"));
    if (!this.control) return;
    this.clear = () => this.empty();
    this.control.addEventListener("input", this.clear);
    const said = this.textContent.trim();
    const before = this.control.getAttribute("aria-invalid") === "true";
    if (said) this.control.setAttribute("aria-invalid", "true");
    else this.control.removeAttribute("aria-invalid");
    if (said && !before && this.dataset.say) this.speak(`${this.dataset.say}: ${said}`);
  }

  disconnectedCallback() {
    this.control?.removeEventListener("input", this.clear);
  }

  empty() {
    this.replaceChildren();
    this.control.removeAttribute("aria-invalid");
  }

  speak(text) {
    document.dispatchEvent(new CustomEvent("announce", { detail: { text } }));
  }
}
customElements.define("field-slot", FieldSlot);
