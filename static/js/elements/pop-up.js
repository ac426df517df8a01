// <pop-up> around a <details> menu: Escape, a click elsewhere and focus elsewhere close it.
class PopUp extends HTMLElement {
  connectedCallback() {
    this.details = this.querySelector("details");
    this.outside = (event) => {
      if (!this.contains(event.target)) this.details.open = false;
    };
    this.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.details.open) return;
      this.details.open = false;
      this.details.querySelector("summary").focus();
    });
    document.addEventListener("click", this.outside);
    document.addEventListener("focusin", this.outside);
  }

  disconnectedCallback() {
    document.removeEventListener("click", this.outside);
    document.removeEventListener("focusin", this.outside);
  }
}
customElements.define("pop-up", PopUp);
