// <key-sheet> around the dialog with all keys: opened by whatever has data-keysheet.
class KeySheet extends HTMLElement {
  connectedCallback() {
    this.dialog = this.querySelector("dialog");
    this.clicked = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (!event.target.closest("[data-keysheet]")) return;
      event.preventDefault();
      this.open();
    };
    document.addEventListener("click", this.clicked);
    this.dialog.addEventListener("click", ({ target }) => {
      if (target === this.dialog) this.dialog.close();
    });
    this.addEventListener("htmx:finally:request", () => this.body.removeAttribute("aria-busy"));
  }

  disconnectedCallback() {
    document.removeEventListener("click", this.clicked);
  }

  get body() {
    return this.querySelector("[hx-get]");
  }

  open() {
    if (this.dialog.open) return;
    this.dialog.showModal();
    this.body.dispatchEvent(new CustomEvent("look"));
  }
}
customElements.define("key-sheet", KeySheet);
