// <theme-switch> around the form with the themes: changes at once, remembers behind.
// Without this script what is typed is sent along, and the page comes back with it.
class ThemeSwitch extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      event.preventDefault();
      this.change(this.querySelector("form"), button);
    });
  }

  async change(form, button) {
    const root = document.documentElement;
    const before = root.dataset.theme;
    this.show(button.dataset.look);
    const body = new FormData(form);
    body.set("theme", button.dataset.look);
    const answer = await fetch(form.action, {
      method: "POST",
      headers: { "X-Quiet": "1" },
      body,
    }).catch(() => null);
    if (!answer?.ok) this.show(before);
  }

  show(theme) {
    document.documentElement.dataset.theme = theme;
    for (const button of document.querySelectorAll("theme-switch button")) {
      button.setAttribute("aria-pressed", String(button.dataset.look === theme));
    }
  }
}
customElements.define("theme-switch", ThemeSwitch);
