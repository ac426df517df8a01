// <who-else> says every now and then that its appointment is open here, and what somebody
// changes of it, and asks what is otherwise by now: who else has it open, what of it waits,
// and whether its values are others ("elsewhere"). htmx does the asking, on the event "ask".
//
// A page that nobody looks at says nothing: to the others it is not open for that time.
const ASKED_EVERY_MS = 9_000;
const FIRST_AFTER_MS = 2_000;

class WhoElse extends HTMLElement {
  connectedCallback() {
    this.gone = new AbortController();
    const { signal } = this.gone;
    this.first = setTimeout(() => this.ask(), FIRST_AFTER_MS);
    this.timer = setInterval(() => this.ask(), ASKED_EVERY_MS);
    document.addEventListener("visibilitychange", () => this.ask(), { signal });
    addEventListener("pageshow", ({ persisted }) => persisted && this.ask(), { signal });
    addEventListener("pagehide", () => this.leave(), { signal });
  }

  disconnectedCallback() {
    this.gone.abort();
    clearTimeout(this.first);
    clearInterval(this.timer);
    this.leave();
  }

  ask() {
    const form = document.getElementById("editor");
    // What is being saved is told by its own answer.
    if (document.hidden || form?.ariaBusy || document.getElementById("renew")?.asking) return;
    const changed = [...(form?.querySelectorAll("[data-section][data-changed]") ?? [])];
    this.field("changing").value = changed.map((one) => one.dataset.section).join(" ");
    const receipts = [...document.querySelectorAll("#answer [id^=receipt-]")];
    this.field("but").value = receipts.map((one) => one.id.slice("receipt-".length)).join(" ");
    // What a press brought in the place of a note is still being read.
    const notes = document.getElementById("open-notes");
    notes?.toggleAttribute("hx-morph-skip", !!notes.querySelector(":scope > :not([data-open-edit])"));
    this.dispatchEvent(new CustomEvent("ask"));
  }

  leave() {
    const left = new FormData();
    const token = "csrfmiddlewaretoken";
    left.set(token, this.field(token).value);
    left.set("left", "1");
    navigator.sendBeacon(this.getAttribute("hx-post"), left);
  }

  field(name) {
    return this.querySelector(`[name="${name}"]`);
  }
}
customElements.define("who-else", WhoElse);
