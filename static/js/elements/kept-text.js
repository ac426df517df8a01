// <kept-text> around a text that is not saved yet: it is kept in this tab, and put back
// when the page or the panel is opened again. With data-done it was saved just now.
class KeptText extends HTMLElement {
  connectedCallback() {
    const text = this.querySelector("textarea");
    const { key } = this.dataset;
    if (this.hasAttribute("data-done")) sessionStorage.removeItem(key);
    if (!text.value) text.value = sessionStorage.getItem(key) ?? "";
    text.addEventListener("input", () => sessionStorage.setItem(key, text.value));
  }
}
customElements.define("kept-text", KeptText);
