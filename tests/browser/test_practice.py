"""Rehearsing in Chromium: with and without scripts, light and dark, wide and narrow."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from people.models import User
from tests.browser.conftest import PHONE, axe, fits, sign_in, watch
from tests.conftest import Book
from tests.sandboxed import Sandbox


@pytest.fixture
def practice(page: Page, live: str, olga: User, names: Any) -> Page:
    olga.language = "en"
    olga.save()
    sign_in(page, "olga")
    page.goto("/practice/")
    return page


def test_a_switch_acts_at_once_and_keeps_the_focus(
    practice: Page, sandbox: Sandbox
) -> None:
    switch = practice.get_by_role("switch", name="Answer slowly")
    expect(switch).not_to_be_checked()
    switch.focus()
    practice.keyboard.press("Space")
    expect(switch).to_be_checked()
    expect(switch).to_be_focused()
    expect(practice.locator("#live")).to_have_text("Answer slowly: on")
    assert sandbox.control("GET", "rehearsals")["slowness"] is True
    practice.get_by_text("Answer slowly", exact=True).click()
    expect(switch).not_to_be_checked()


def test_the_page_tells_what_a_save_did(
    practice: Page, sandbox: Sandbox, book: Book
) -> None:
    event_id = book(title="Antes")["id"]
    sandbox.put(event_id, title="Ahora" * 40, appointmentStatus="noshow")
    practice.get_by_role("link", name="Look again").click()
    call = practice.locator(".call").first
    expect(call).to_contain_text(event_id)
    expect(call).to_contain_text("Status is now “No-show”")
    axe(practice)


def test_starting_over_is_said_in_place(practice: Page) -> None:
    practice.get_by_role("button", name="Start over with fresh data").click()
    expect(practice.locator("#practice")).to_contain_text("The sandbox has fresh data.")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1000, 1440])
def test_it_fits_and_is_accessible(
    practice: Page, olga: User, sandbox: Sandbox, book: Book, theme: str, width: int
) -> None:
    sandbox.put(book()["id"], title="Otro", description="x" * 300)
    olga.theme, olga.language = theme, "es"
    olga.save()
    practice.set_viewport_size({"width": width, "height": 844})
    practice.goto("/practice/")
    assert fits(practice)
    axe(practice)
    ribbon = practice.locator(".ribbon:visible")
    expect(ribbon).to_have_count(1)


def test_it_works_without_scripts(
    browser: Browser, live: str, olga: User, names: Any, sandbox: Sandbox
) -> None:
    context = browser.new_context(
        java_script_enabled=False, base_url=live, viewport=PHONE
    )
    problems: list[str] = []
    watch(context, problems)
    page = context.new_page()
    sign_in(page, "olga")
    page.goto("/practice/")
    page.locator("#trouble-limit").click()
    expect(page.locator("#trouble-limit")).to_have_attribute("aria-checked", "true")
    assert sandbox.control("GET", "rehearsals")["limit"] is True
    context.close()
    assert problems == []
