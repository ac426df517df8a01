"""The panel over a page, as somebody finds it there."""

from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.editor import Editor


def panel(page: Page) -> Locator:
    return page.locator("#panel .panel")


def link(page: Page, booked: dict[str, Any]) -> Locator:
    return page.locator(f'main [data-appointment="{booked["id"]}"] [data-open]').last


def opened(page: Page, booked: dict[str, Any]) -> Editor:
    """Press the row, and wait for its editor."""
    link(page, booked).click()
    expect(panel(page)).to_have_attribute("data-appointment", booked["id"])
    expect(page.locator("#editor")).to_have_count(1)
    return Editor(page, booked["id"])
