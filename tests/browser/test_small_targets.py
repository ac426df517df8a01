"""What is pressed is 24 pixels large, or so far from the next, on every page."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import violations

STYLES = """<style>
  button { padding: 0; border: 0; inline-size: 16px; block-size: 16px; }
  .apart { margin: 40px; }
  .menu { position: absolute; inset: 12px auto auto 0; }
  .pinned { position: fixed; inset: 12px auto auto 0; }
</style>"""
MENU = '<details open><summary class="apart">More</summary><div class="menu">{}</div>'

PINNED = '<div class="pinned">{}</div>'


def small(page: Page, body: str) -> list[str]:
    page.set_content(STYLES + body)
    return [one for one in violations(page) if one.startswith("target-size")]


def test_small_ones_side_by_side_are_found(page: Page) -> None:
    both = "<button>1</button><button>2</button>"
    assert len(small(page, both)) == 2
    assert len(small(page, MENU.format(both))) == 2
    assert small(page, '<button class="apart">1</button>') == []


@pytest.mark.parametrize("over", [MENU, PINNED])
def test_what_lies_over_another_is_not_meant(page: Page, over: str) -> None:
    above = over.format("<button>1</button>")
    assert small(page, f"<button>2</button>{above}") == []
    assert len(small(page, f"<button>2</button><button>3</button>{above}")) == 2


@pytest.mark.parametrize(("place", "found"), [("blk", 0), ("other", 2)])
def test_a_block_is_as_wide_as_its_time(page: Page, place: str, found: int) -> None:
    block = f'<span class="{place}"><button>1</button></span>'
    assert len(small(page, block * 2)) == found
