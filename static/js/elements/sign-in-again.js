// <sign-in-again> opens its dialog over the page of somebody whose session has ended. Once
// they are back, what they pressed is pressed again: the same form, with the same text.
const PRESSED = "form, button, a, input, select, send-drops";
let pressed = null;

document.addEventListener("htmx:after:request", (event) => {
  const { response, sourceElement: form, request } = event.detail.ctx;
  if (!form.matches(PRESSED)) {
    // What the page asks by itself meanwhile does not take the dialog away.
    const isOpen = document.querySelector("sign-in-again dialog[open]");
    if (isOpen && response.status >= 400) event.preventDefault();
    return;
  }
  if (response.status !== 401) return;
  pressed = form.matches("form") ? { form, button: request.submitter } : null;
});

document.addEventListener("signed-in", () => {
  const again = pressed;
  pressed = null;
  // After the answer that says so has found its place.
  setTimeout(() => {
    document.querySelector("sign-in-again dialog")?.close();
    document.getElementById("alerts")?.replaceChildren();
    if (!again?.form.isConnected) return;
    const { form, button } = again;
    form.requestSubmit(button?.isConnected ? button : undefined);
  });
});

class SignInAgain extends HTMLElement {
  connectedCallback() {
    const dialog = this.querySelector("dialog");
    dialog.showModal();
    dialog.querySelector("#again-username").focus();
    // What is left is said by the banner, which takes the focus then.
    dialog.addEventListener("close", () => this.parentElement?.querySelector(".banner")?.focus());
  }
}
customElements.define("sign-in-again", SignInAgain);
