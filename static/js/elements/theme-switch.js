// <theme-switch> around the form with the themes: changes at once, remembers behind.
// Without this script the form is sent and the page comes back in its new theme.
class ThemeSwitch extends HTMLElement {
  connectedCallback() {
    this.querySelector("form")?.addEventListener("submit", (event) => {
      event.preventDefault();
      this.change(event.target, event.submitter);
    });
  }

  async change(form, button) {
    const root = document.documentElement;
    const before = root.dataset.theme;
    this.show(button.value);
    const body = new FormData(form, button);
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
      button.setAttribute("aria-pressed", String(button.value === theme));
    }
  }
}
customElements.define("theme-switch", ThemeSwitch);
