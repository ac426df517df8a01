// <edit-panel> beside a page: the editor of an appointment over it. While it is open the
// address is the page's own with `open` in the query, so Back closes it. What it shows is
// told by the event "panel": an id, or none once it is closed.
const OPEN = "open";
const HERE = { htmx: true };
const addressWith = (id) => {
  const { pathname, searchParams } = new URL(location.href);
  searchParams.delete(OPEN);
  if (id) searchParams.set(OPEN, id);
  return searchParams.size ? `${pathname}?${searchParams}` : pathname;
};
const named = () => new URLSearchParams(location.search).get(OPEN);

class EditPanel extends HTMLElement {
  connectedCallback() {
    Object.assign(this, { gone: new AbortController(), turn: 0, base: addressWith() });
    const { signal } = this.gone;
    const on = (target, name, deed) => target.addEventListener(name, deed.bind(this), { signal });
    on(window, "popstate", this.follow);
    on(document, "htmx:after:history:replace", this.keepAddress);
    on(document, "htmx:before:history:restore", this.stay);
    on(document, "htmx:after:swap", this.swapped); // Who asked may be gone with it.
    // Who shows something of it is only there once every script was read.
    if (this.shown) queueMicrotask(() => this.tell());
  }

  disconnectedCallback() {
    this.gone.abort();
  }

  get shown() {
    return this.querySelector(".panel")?.dataset.appointment ?? null;
  }

  tell(was = null) {
    const { shown: id, opener } = this;
    document.dispatchEvent(new CustomEvent("panel", { detail: { id, was, opener } }));
  }

  async open(href, opener = null, { push = true } = {}) {
    const { pathname, search } = new URL(href, location.href);
    const id = pathname.split("/").at(-2);
    if (!this.contains(opener)) this.opener = opener;
    if (id === this.shown && !search) return this.heading();
    const turn = ++this.turn;
    if (!(await this.left()) || turn !== this.turn) return;
    const before = this.firstElementChild;
    if (push) history[this.shown ? "replaceState" : "pushState"](HERE, "", addressWith(id));
    if (push && !this.shown) this.pushedFrom = this.base;
    await htmx.ajax("GET", `${pathname}_panel/${search}`, { source: this, target: this });
    // No answer came that could be shown.
    if (turn === this.turn && before === this.firstElementChild && !before) this.back();
  }

  // Whether what is open by now can be left.
  left() {
    return this.querySelector("kept-draft")?.left() ?? true;
  }

  async close({ byHistory = false } = {}) {
    const was = this.shown;
    if (!was) return;
    const turn = ++this.turn;
    if (!(await this.left())) {
      if (byHistory && turn === this.turn) history.pushState(HERE, "", addressWith(was));
      return;
    }
    this.replaceChildren();
    this.was = was;
    if (byHistory || !this.back()) this.tellClosed();
  }

  tellClosed() {
    this.pushedFrom = null;
    this.tell(this.was);
    this.was = null;
  }

  // To the page's own address. Whether that is told by the history, which moves the focus.
  back() {
    const went = this.pushedFrom === this.base && !location.hash;
    if (went) history.back();
    else history.replaceState(HERE, "", addressWith());
    return went;
  }

  swapped({ detail: { ctx } }) {
    if (ctx?.target !== this || !this.shown) return;
    if (this.shown !== named()) history.replaceState(HERE, "", addressWith(this.shown));
    this.heading();
    this.tell();
  }

  // The heading gets the focus, or what the address leads to.
  heading() {
    const led = this.opener?.hash && this.querySelector(this.opener.hash);
    (led || this.querySelector("h2"))?.focus({ preventScroll: !led });
  }

  follow() {
    if (addressWith() !== this.base) return;
    if (!named() && !this.shown) this.was && this.tellClosed();
    else if (!named()) this.close({ byHistory: true });
    else this.open(`${this.dataset.root}${named()}/`, null, { push: false });
  }

  // The same page with another panel, or without: it is all there already.
  stay(event) {
    if (addressWith() === this.base) event.preventDefault();
  }

  // What the page below is set to goes on being in the address, and the panel as well.
  keepAddress() {
    this.base = addressWith();
    if (!this.shown) return;
    if (named()) this.querySelector(".panel").dataset.appointment = named();
    else history.replaceState(HERE, "", addressWith(this.shown));
  }
}
customElements.define("edit-panel", EditPanel);
