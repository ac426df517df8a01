"""The palette in a browser: by keys from anywhere, and never with older answers."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from people.models import User
from tests.browser.conftest import PHONE, axe, sign_in
from tests.own_day import OwnDay


@pytest.fixture
def day(
    page: Page, live: str, names: Any, ana: User, book: Callable[..., Any], own: OwnDay
) -> Page:
    ana.language = "en"
    ana.save()
    sign_in(page, "ana")
    book(title="Zurcido de prueba")
    page.goto(f"/?date={own}")
    page.get_by_role("button", name="Read again").click()
    expect(page.locator("#day .run")).to_have_count(1)
    return page


def box(page: Page) -> Any:
    return page.get_by_role("combobox", name="Search or jump to…")


def test_two_keys_and_three_letters_find_and_enter_opens(day: Page) -> None:
    day.keyboard.press("Control+k")
    expect(box(day)).to_be_focused()
    day.keyboard.type("zur")
    first = day.get_by_role("option").first
    expect(first).to_contain_text("Zurcido de prueba")
    expect(first).to_have_attribute("aria-selected", "true")
    expect(box(day)).to_have_attribute("aria-activedescendant", "pal-appointments-1")
    axe(day)
    day.keyboard.press("Enter")
    expect(day.locator("main")).to_contain_text("Zurcido de prueba")
    expect(day).to_have_url(re.compile(r"/appointments/\w+/|open=\w+"))


def test_enter_before_the_answer_opens_what_was_typed(day: Page) -> None:
    def late(route: Route) -> None:
        day.wait_for_timeout(400)
        route.continue_()

    day.route("**/_found/", late)
    day.keyboard.press("Control+k")
    expect(day.get_by_role("option").first).to_be_visible()
    day.keyboard.type("zur")
    day.keyboard.press("Enter")
    expect(day).to_have_url(re.compile(r"/appointments/\w+/|open=\w+"))


def test_an_older_answer_is_never_shown(day: Page) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        if "zur" in (route.request.post_data or ""):
            held.append(route)
        else:
            route.continue_()

    day.keyboard.press("Control+k")
    expect(day.get_by_role("option").first).to_be_visible()
    day.route("**/_found/", hold)
    with day.expect_request("**/_found/"):
        day.keyboard.type("zur")
    box(day).fill("dark")
    expect(day.get_by_role("option").first).to_have_text("Dark theme")
    for route in held:
        route.continue_()
    day.wait_for_timeout(500)
    expect(day.get_by_role("option")).to_have_count(1)
    expect(day.locator("#pal-found")).to_have_attribute("data-typed", "dark")


def test_escape_closes_and_gives_the_focus_back(day: Page) -> None:
    link = day.get_by_role("link", name="Appointments", exact=True).first
    link.focus()
    day.keyboard.press("Control+k")
    expect(box(day)).to_be_focused()
    day.keyboard.press("Escape")
    expect(day.locator("#palette")).not_to_be_visible()
    expect(link).to_be_focused()


def test_arrows_go_around_and_choose(day: Page) -> None:
    day.keyboard.press("Control+k")
    options = day.get_by_role("option")
    expect(options.first).to_have_attribute("aria-selected", "true")
    day.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    day.keyboard.press("ArrowDown")
    day.keyboard.press("ArrowDown")
    chosen = day.locator("[role=option][aria-selected=true]")
    expect(chosen).to_have_count(1)
    expect(chosen).to_have_attribute("id", "pal-pages-2")


def test_a_day_is_jumped_to(day: Page) -> None:
    day.keyboard.press("Control+k")
    day.keyboard.type("24/11/2027")
    expect(day.get_by_role("option").first).to_contain_text("Wednesday 24 November")
    day.keyboard.press("Enter")
    expect(day).to_have_url(re.compile(r"/\?date=2027-11-24$"))


def test_the_theme_changes_and_the_page_stays(day: Page) -> None:
    day.evaluate("document.querySelector('#main').dataset.kept = 'yes'")
    day.keyboard.press("Control+k")
    day.keyboard.type("dark")
    expect(day.get_by_role("option").first).to_have_text("Dark theme")
    day.keyboard.press("Enter")
    expect(day.locator("html")).to_have_attribute("data-theme", "dark")
    expect(day.locator("#main[data-kept=yes]")).to_have_count(1)
    day.keyboard.press("Control+k")
    day.keyboard.type("españ")
    expect(day.get_by_role("option").first).to_have_text("Español")
    day.keyboard.press("Enter")
    expect(day.locator("html")).to_have_attribute("lang", "es")
    day.wait_for_load_state()
    day.keyboard.press("Control+k")
    expect(day.locator("#pal-q")).to_be_focused()
    axe(day)


def test_a_phone_has_it_over_the_whole_page(day: Page) -> None:
    day.set_viewport_size(PHONE)
    day.locator(".tabbar").get_by_role("link", name="Search").click()
    expect(box(day)).to_be_focused()
    day.keyboard.type("zur")
    first = day.get_by_role("option").first
    expect(first).to_contain_text("Zurcido")
    assert first.bounding_box()["height"] >= 44  # type: ignore[index]
    axe(day)
    day.get_by_role("button", name="Close").click()
    expect(day.locator("#palette")).not_to_be_visible()


def test_without_a_script_a_page_finds_the_same(
    browser: Browser, live: str, day: Page
) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=live)
    page = context.new_page()
    sign_in(page, "ana")
    page.goto("/")
    page.locator(".side__search").click()
    page.locator("#search-q").fill("zur")
    page.locator("#search-q").press("Enter")
    page.locator("main").get_by_role("link", name=re.compile("Zurcido")).click()
    expect(page).to_have_url(re.compile(r"/appointments/\w+/$"))
    context.close()


def test_the_outcome_of_what_is_found_is_one_more_choice(
    page: Page,
    live: str,
    names: Any,
    ana: User,
    book: Callable[..., Any],
    own: OwnDay,
    sandbox: Any,
) -> None:
    User.objects.filter(pk=ana.pk).update(language="en")
    sign_in(page, "ana")
    booked = book(title="Zurcido de prueba")
    page.goto(f"/?date={own}")
    page.get_by_role("button", name="Read again").click()
    expect(page.locator("#day .run")).to_have_count(1)
    page.keyboard.press("Control+k")
    page.keyboard.type("zur")
    deed = page.get_by_role("option", name="Cancel the appointment")
    expect(deed).to_be_visible()
    axe(page)
    deed.click()
    expect(page.locator("main")).to_contain_text("Confirmed by Leadway")
    expect(page).to_have_url(re.compile(rf"/\?date={own}&said="))
    assert sandbox.get(booked["id"])["appointmentStatus"] == "cancelled"


def test_moving_opens_it_where_its_time_is(day: Page) -> None:
    day.keyboard.press("Control+k")
    day.keyboard.type("zur")
    day.get_by_role("option", name="Move…").click()
    expect(day.locator("#panel #f-start")).to_be_focused()
    day.keyboard.press("Control+k")
    day.keyboard.type("zur")
    day.get_by_role("option", name="Reassign…").click()
    expect(day.locator("#panel #f-assigned_user_id")).to_be_focused()


def test_the_id_is_copied(day: Page) -> None:
    day.context.grant_permissions(["clipboard-read", "clipboard-write"])
    day.keyboard.press("Control+k")
    day.keyboard.type("zur")
    day.get_by_role("option", name="Copy the id").click()
    expect(day.locator("#live")).to_contain_text("Id copied")
    copied = day.evaluate("navigator.clipboard.readText()")
    shown = day.locator("#day .run").get_attribute("data-appointment")
    assert copied == shown
