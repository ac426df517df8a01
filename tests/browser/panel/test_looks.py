"""Another language with a panel open, or with a list that is filtered: both stay."""

from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.panel.opened import opened
from tests.browser.test_looks import choose


def test_a_panel_stays_open_with_what_is_typed(
    day: Page, booked: list[dict[str, Any]]
) -> None:
    editor = opened(day, booked[0])
    editor.type(title="A medias")
    choose(day, "Español")
    expect(day.locator("html")).to_have_attribute("lang", "es")
    expect(editor.field("title")).to_have_value("A medias")


def test_a_list_stays_as_it_was_filtered(listed: Page) -> None:
    listed.locator("#listing-q").fill("dos")
    expect(listed.locator("tr.apt")).to_have_count(1)
    choose(listed, "Español")
    expect(listed.locator("html")).to_have_attribute("lang", "es")
    expect(listed.locator("#listing-q")).to_have_value("dos")
    expect(listed.locator("tr.apt")).to_have_count(1)
