// <renew-edited> hears that an edit of its appointment was answered, and asks for what the
// page shows of it: the event "edited" comes with the receipt of every deed. htmx does the
// asking, on the event "renew", one edit after the other: each with the form as the one
// before has left it.
//
// Until that is there the form still holds the key of the save before, which would be
// answered in place of the next one: a save that is pressed meanwhile waits.
const AGAIN_MS = 50;

class RenewEdited extends HTMLElement {
  connectedCallback() {
    this.edits = [];
    this.hear = (event) => this.heard(event.detail);
    this.hold = (event) => this.held(event);
    document.addEventListener("edited", this.hear);
    document.addEventListener("submit", this.hold, true);
  }

  disconnectedCallback() {
    document.removeEventListener("edited", this.hear);
    document.removeEventListener("submit", this.hold, true);
  }

  get asking() {
    return this.edits.length > 0;
  }

  heard(edit) {
    if (edit.appointment !== this.dataset.appointment) return;
    this.edits.push(edit);
    if (this.edits.length === 1) this.look();
  }

  look() {
    const [{ edit, looked }] = this.edits;
    this.querySelector("[name=edited]").value = edit;
    this.querySelector("[name=looked]").value = looked;
    // Its own answer may bring another one in its place: the document hears of it still.
    const over = ({ detail: { ctx } }) => {
      if (ctx.sourceElement !== this) return;
      document.removeEventListener("htmx:finally:request", over);
      this.answered();
    };
    document.addEventListener("htmx:finally:request", over);
    this.dispatchEvent(new CustomEvent("renew"));
  }

  held(event) {
    if (event.target.id !== "editor" || !this.asking) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.pressed = event.submitter;
  }

  answered() {
    // keep-typed.js wants it `again` when it has not let the answer in.
    if (!this.again) this.edits.shift();
    this.again = false;
    // Until this event is over the request counts as being on its way.
    if (this.asking && this.isConnected) setTimeout(() => this.look(), AGAIN_MS);
    else this.renewed();
  }

  renewed() {
    const { pressed } = this;
    this.pressed = null;
    const frame = document.getElementById("editor-frame");
    frame?.show();
    if (frame?.dirty) frame.changed();
    if (!pressed) return;
    // The button may be a new one by now, like the form around it.
    const form = document.getElementById("editor");
    const same = ({ type, name, value }) =>
      type === "submit" && name === pressed.name && value === pressed.value;
    form.requestSubmit(pressed.isConnected ? pressed : [...form.elements].find(same));
  }
}
customElements.define("renew-edited", RenewEdited);
