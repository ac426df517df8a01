// <kept-draft> around the editor in a panel: what somebody typed is kept before they leave
// it, also what the last review has not seen; data-kept says so.
let before = null;

document.addEventListener("panel", ({ detail: { id } }) => {
  if (id === null) before = null;
});

class KeptDraft extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => this.clicked(event));
    if (before) this.lead(before);
    before = null;
  }

  // Whether it may go. A save on its way is waited for: its answer may need somebody.
  async left() {
    const form = this.querySelector("#editor");
    const saving = form?.hasAttribute("aria-busy");
    while (form?.isConnected && form.hasAttribute("aria-busy")) {
      await new Promise((ended) => document.addEventListener("htmx:finally:request", ended, { once: true }));
    }
    if (saving && this.isConnected && !this.querySelector("#answer > [data-tone=ok]")) return false;
    this.keep();
    return true;
  }

  get typed() {
    const frame = this.querySelector("edit-form");
    return frame?.dirty || Number(this.querySelector("#review")?.dataset.count) ? frame : null;
  }

  async keep() {
    const frame = this.typed;
    const review = this.querySelector("#review");
    if (!frame || !review) return;
    htmx.trigger(review, "htmx:abort");
    if (frame.dirty) {
      before = frame.form.action;
      this.say(this.dataset.kept);
    }
    const body = new FormData(frame.form);
    await fetch(review.getAttribute("hx-post"), { method: "POST", body, keepalive: true }).catch(() => null);
  }

  // Back to what was open before, and to what was typed there.
  lead(address) {
    const line = this.querySelector("[data-kept-before]");
    if (!line || address === this.querySelector("#editor").action) return;
    line.querySelector("a").href = `${address}?draft`;
    line.hidden = false;
  }

  say(text) {
    document.dispatchEvent(new CustomEvent("announce", { detail: { text } }));
  }

  // On the full page it goes on.
  async clicked(event) {
    const link = event.target.closest("[data-full]");
    const frame = this.typed;
    if (!link || !frame?.dirty || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    await this.keep();
    frame.leaving = true;
    location.assign(`${link.href}?draft`);
  }
}
customElements.define("kept-draft", KeptDraft);
