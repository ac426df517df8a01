"""The receipt on the screen: whole words, all of its width, one line a field."""

import pytest
from playwright.sync_api import Locator, ViewportSize, expect

from people.models import User
from tests.browser.conftest import PHONE
from tests.browser.editor import Editor, signed_in
from tests.conftest import Book
from tests.sandboxed import Sandbox

DESK = ViewportSize(width=1440, height=900)
# Labels and results that take more than one line. Pieces of one line share their top.
BROKEN = """(receipt) => {
  const broken = [];
  for (const one of receipt.querySelectorAll("th:not(:has(.vh)), .tag")) {
    const words = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
    while (words.nextNode()) {
      const range = document.createRange();
      range.selectNodeContents(words.currentNode);
      const tops = [...range.getClientRects()].map((box) => Math.round(box.top));
      if (new Set(tops).size > 1) broken.push(words.currentNode.data.trim());
    }
  }
  return broken;
}"""
ROOM_BESIDE_THE_TABLE = """(receipt) =>
  receipt.offsetWidth - receipt.querySelector("table").offsetWidth"""


def left_of(part: Locator) -> float:
    return float(
        part.evaluate("""(one) => {
      const style = getComputedStyle(one);
      return one.getBoundingClientRect().left + parseFloat(style.paddingInlineStart);
    }""")
    )


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_labels_stay_whole_over_the_full_width(
    page, live: str, ana: User, names, book: Book, sandbox: Sandbox, screen, language
) -> None:
    signed_in(page, ana, language)
    page.set_viewport_size(screen)
    sandbox.fault("keeps_other_value", method="PUT", field="title", value="La suya")
    editor = Editor(page, book()["id"]).open()
    editor.check("status-showed", "place-own", "type-phone")
    editor.type(start="13:15", description="Trae el informe", title="W" * 60)
    editor.type(address="+34 600 111 222")
    editor.save()
    receipt = editor.banner
    expect(receipt.locator("[data-verdict=differs]")).to_have_count(1)
    # What was not told at once is read again; only then does the receipt stand still.
    expect(receipt.locator("[data-verdict=confirmed]")).to_have_count(5)
    expect(receipt.locator("[aria-busy]")).to_have_count(0)
    assert receipt.evaluate(BROKEN) == []
    assert receipt.evaluate(ROOM_BESIDE_THE_TABLE) <= 3
    when = receipt.locator("tr", has_text="13:15 – 14:00")
    assert "202" not in when.inner_text()  # no date where none moved
    if screen == PHONE:
        label, value = when.locator("th"), when.locator("td").first
        assert left_of(label) == left_of(value)
    editor.in_order()
