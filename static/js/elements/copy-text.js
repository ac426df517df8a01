// <copy-text> around a button with data-copy: copies an address of this site. With
// data-copy-checked it copies the values of the boxes that are checked, one a line, and
// with data-copy-text that text itself.
class CopyText extends HTMLElement {
  connectedCallback() {
    if (!navigator.clipboard) return;
    this.hidden = false;
    this.querySelector("button").addEventListener("click", async (event) => {
      const { copy, copyText, copyChecked, done } = event.currentTarget.dataset;
      const text = copyChecked
        ? [...document.querySelectorAll(copyChecked)].map((box) => box.value).join("\n")
        : (copyText ?? new URL(copy, location.href).href);
      await navigator.clipboard.writeText(text);
      document.dispatchEvent(new CustomEvent("announce", { detail: { text: done } }));
    });
  }
}
customElements.define("copy-text", CopyText);
