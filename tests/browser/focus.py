"""Whether the focus was ever thrown back to the beginning of a page by an answer."""

from playwright.sync_api import Page, expect

# Looked at after each request, when the page has had time to settle. While another one
# is on its way the button that was pressed for it may be disabled, without focus then:
# its answer gives that to somebody.
WATCH = """
window.lost = [];
window.busy = 0;
let had = null;
document.addEventListener("focusin", ({ target }) => {
  had = target.outerHTML.slice(0, 160);
});
document.addEventListener("htmx:before:request", () => (window.busy += 1));
document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
  setTimeout(() => {
    window.busy -= 1;
    if (had && !window.busy && document.activeElement === document.body)
      window.lost.push(`${had} after ${ctx.request?.action}`);
  }, 100);
});
"""


QUIET = "() => !window.busy && !document.querySelector('.htmx-request')"


def watch(page: Page) -> None:
    page.add_init_script(WATCH)


def settled(page: Page) -> None:
    """Wait until nothing is asked any more, and hold the page to its focus."""
    page.wait_for_function(QUIET)
    assert page.evaluate("window.lost") == [], page.url


def reach(page: Page, selector: str) -> None:
    """Go there as the keyboard would, without a click."""
    page.locator(selector).first.focus()
    expect(page.locator(selector).first).to_be_focused()
