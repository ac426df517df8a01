// <date-pick> around the text field of a date: a button opens the browser's own calendar.
// What is picked is written as year-month-day, which the server reads and shows in words.
class DatePick extends HTMLElement {
  connectedCallback() {
    const [text, native] = this.querySelectorAll("input");
    const button = this.querySelector("button");
    if (!native?.showPicker) return;
    button.parentElement.hidden = false;
    button.addEventListener("click", () => native.showPicker());
    native.addEventListener("change", (event) => {
      event.stopPropagation();
      text.value = native.value;
      text.dispatchEvent(new Event("change", { bubbles: true }));
      text.focus();
    });
  }
}
customElements.define("date-pick", DatePick);
