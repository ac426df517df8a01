// <renew-edited> hears that an edit of its appointment was answered, and asks for what the
// page shows of it: the event "edited" comes with the receipt of every deed. htmx does the
// asking, on the event "renew".
class RenewEdited extends HTMLElement {
  connectedCallback() {
    this.hear = (event) => this.heard(event.detail);
    document.addEventListener("edited", this.hear);
  }

  disconnectedCallback() {
    document.removeEventListener("edited", this.hear);
  }

  heard({ edit, appointment, looked }) {
    if (appointment !== this.dataset.appointment) return;
    this.querySelector("[name=edited]").value = edit;
    this.querySelector("[name=looked]").value = looked;
    this.dispatchEvent(new CustomEvent("renew"));
  }
}
customElements.define("renew-edited", RenewEdited);
