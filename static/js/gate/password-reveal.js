// <password-reveal> around a password input and a hidden button that shows it.
class PasswordReveal extends HTMLElement {
  connectedCallback() {
    const input = this.querySelector("input");
    const button = this.querySelector("button");
    if (!input || !button) return;
    button.addEventListener("click", () => {
      const shown = input.type === "password";
      input.type = shown ? "text" : "password";
      button.setAttribute("aria-pressed", String(shown));
      input.focus();
    });
    // A password is never sent from, or remembered for, a text field.
    input.form?.addEventListener("submit", () => {
      input.type = "password";
    });
  }
}
customElements.define("password-reveal", PasswordReveal);
