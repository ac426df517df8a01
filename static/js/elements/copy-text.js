// <copy-text> around a button with data-copy: copies an address of this site, or a text.
class CopyText extends HTMLElement {
  connectedCallback() {
    if (!navigator.clipboard) return;
    this.hidden = false;
    this.querySelector("button").addEventListener("click", async (event) => {
      const { copy, done } = event.currentTarget.dataset;
      await navigator.clipboard.writeText(new URL(copy, location.href).href);
      document.dispatchEvent(new CustomEvent("announce", { detail: { text: done } }));
    });
  }
}
customElements.define("copy-text", CopyText);
