// <panel-tabs> around tabs and what they show, of which one is seen at a time. What became
// of a save is told among what is edited.
class PanelTabs extends HTMLElement {
  connectedCallback() {
    const list = this.querySelector("[role=tablist]");
    list.addEventListener("click", (event) => this.show(event.target.closest("[role=tab]")));
    list.addEventListener("keydown", (event) => this.step(event));
    this.addEventListener("click", (event) => this.lead(event.target.closest("a[href^='#']")));
    this.addEventListener("htmx:after:swap", () => this.count());
    this.edited = ({ detail: { looked } }) => {
      if (!looked) this.show(this.tabs[0]);
    };
    document.addEventListener("edited", this.edited);
  }

  disconnectedCallback() {
    document.removeEventListener("edited", this.edited);
  }

  get tabs() {
    return [...this.querySelectorAll("[role=tab]")];
  }

  show(chosen) {
    if (!chosen) return;
    for (const tab of this.tabs) {
      tab.setAttribute("aria-selected", String(tab === chosen));
      tab.tabIndex = tab === chosen ? 0 : -1;
      const pane = document.getElementById(tab.getAttribute("aria-controls"));
      pane.toggleAttribute("data-on", tab === chosen);
    }
  }

  // A link to what another tab shows shows that tab.
  lead(link) {
    const pane = link && document.getElementById(link.hash.slice(1))?.closest("[role=tabpanel]");
    if (!pane || pane.hasAttribute("data-on")) return;
    const tab = document.getElementById(pane.getAttribute("aria-labelledby"));
    this.show(tab);
    tab.focus();
  }

  step(event) {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    const { tabs } = this;
    const next = tabs.at((tabs.indexOf(event.target) + by) % tabs.length);
    this.show(next);
    next.focus();
  }

  count() {
    const entries = this.querySelectorAll("#history .timeline > li").length;
    this.querySelector(".tabs .n").textContent = entries || "";
  }
}
customElements.define("panel-tabs", PanelTabs);
