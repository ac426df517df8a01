"""A day of the calendar in a browser: whole, live, in order on every screen."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from appointments.index import days, reading
from tests.browser.conftest import PHONE, axe, fits
from tests.browser.editor import signed_in
from tests.conftest import Book
from tests.own_day import OwnDay
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db

# What the page does by itself every 15 seconds.
LOOK = "document.querySelector('live-part').look()"


@pytest.fixture
def two(live: str, book: Book, names: Any, own: OwnDay) -> list[dict[str, Any]]:
    booked = [book(start=own.at(hour)) for hour in (10, 12)]
    days.refresh(own.day, pressed=True)
    return booked


@pytest.fixture
def opened(page: Page, two: list[dict[str, Any]], ana: Any, own: OwnDay) -> Page:
    signed_in(page, ana)
    page.goto(f"/calendar/?day={own}")
    expect(page.locator(".ev")).to_have_count(2)
    return page


def block(page: Page, booked: dict[str, Any]) -> Any:
    return page.locator(f".ev[data-appointment='{booked['id']}']")


def test_a_block_lies_where_the_hours_beside_it_say(
    opened: Page, two: list[dict[str, Any]]
) -> None:
    box = block(opened, two[1]).bounding_box()
    hours = {
        text: opened.locator(f".cal__gut .h{hour}").bounding_box()["y"]  # type: ignore[index]
        for text, hour in (("11:00", 11), ("13:00", 13))
    }
    assert hours["11:00"] < box["y"] < hours["13:00"]
    hour = (hours["13:00"] - hours["11:00"]) / 2
    assert box["height"] == pytest.approx(hour * 45 / 60, abs=4)


def test_a_colleagues_change_appears_and_the_focus_stays(
    opened: Page, two: list[dict[str, Any]], sandbox: Sandbox
) -> None:
    first, second = (block(opened, one) for one in two)
    link = second.get_by_role("link")
    link.focus()
    sandbox.put(two[0]["id"], title="Otra sesión")
    reading.current(two[0]["id"], within_s=0)
    opened.evaluate(LOOK)
    expect(first).to_contain_text("Otra sesión")
    expect(first).to_have_attribute("data-fresh", "")
    expect(second).not_to_have_attribute("data-fresh", "")
    expect(link).to_be_focused()


def test_one_person_is_left_out_and_let_in_again(opened: Page, own: OwnDay) -> None:
    columns = opened.locator(".cal__col")
    everybody = columns.count()
    person = opened.get_by_role("checkbox", name=own.person)
    expect(person).to_be_checked()
    person.click()
    expect(columns).to_have_count(everybody - 1)
    expect(opened.locator(".ev")).to_have_count(0)
    opened.get_by_role("checkbox", name=own.person).click()
    expect(columns).to_have_count(everybody)
    opened.get_by_role("link", name=f"only {own.person}").click()
    expect(columns).to_have_count(1)
    opened.go_back()
    expect(columns).to_have_count(everybody)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_in_order_on_a_wide_screen_and_on_a_phone(
    opened: Page, own: OwnDay, scheme: Any
) -> None:
    opened.emulate_media(color_scheme=scheme)
    assert fits(opened)
    axe(opened)
    opened.set_viewport_size(PHONE)  # type: ignore[arg-type]
    expect(opened.locator(".cal__col:visible")).to_have_count(1)
    opened.locator(".calpick").get_by_role("link", name=own.person).click()
    expect(opened.locator(".cal__h:visible")).to_contain_text(own.person)
    expect(opened.locator(".ev:visible")).to_have_count(2)
    assert fits(opened)
    axe(opened)


def test_what_has_no_room_beside_others_opens_as_a_list(
    page: Page, live: str, book: Book, names: Any, ana: Any, own: OwnDay
) -> None:
    for _ in range(5):
        book()
    days.refresh(own.day, pressed=True)
    signed_in(page, ana)
    page.goto(f"/calendar/?day={own}")
    more = page.locator(".ev--more")
    more.locator("summary").click()
    expect(more.get_by_role("link")).to_have_count(3)
    axe(page)


def test_without_a_script_all_of_it_is_there(
    browser: Any, live: str, two: list[dict[str, Any]], ana: Any, own: OwnDay
) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=live)
    page = context.new_page()
    signed_in(page, ana)
    page.goto(f"/calendar/?day={own}")
    expect(page.locator(".ev")).to_have_count(2)
    page.get_by_role("link", name="Next", exact=True).click()
    expect(page.locator(".ev")).to_have_count(0)
    page.get_by_role("link", name="Previous", exact=True).click()
    block(page, two[0]).get_by_role("link").click()
    page.wait_for_url(f"**/appointments/{two[0]['id']}/")
    context.close()


def test_a_week_is_an_agenda_on_a_phone(
    opened: Page, two: list[dict[str, Any]], own: OwnDay
) -> None:
    views = opened.get_by_role("navigation", name="View", exact=True)
    views.get_by_role("link", name="Week").click()
    expect(opened.locator(f".cal__col[data-day='{own}'] .ev")).to_have_count(2)
    axe(opened)
    opened.set_viewport_size(PHONE)  # type: ignore[arg-type]
    first, second = (block(opened, one).bounding_box() for one in two)
    assert first["height"] >= 44
    assert second["y"] >= first["y"] + first["height"]
    assert first["x"] == second["x"]
    assert fits(opened)
    axe(opened)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_month_is_in_order_and_leads_to_its_days(
    opened: Page, own: OwnDay, scheme: Any
) -> None:
    opened.emulate_media(color_scheme=scheme)
    opened.goto(f"/calendar/?day={own}&view=month")
    axe(opened)
    opened.locator(f".mday[aria-describedby='mday-{own}']").click()
    expect(opened.locator(".cal__col .ev")).to_have_count(2)
    opened.go_back()
    opened.set_viewport_size(PHONE)  # type: ignore[arg-type]
    assert fits(opened)
    axe(opened)


@pytest.mark.parametrize("view", ["day", "week", "month"])
@pytest.mark.parametrize("width", [1280, 1440])
def test_beside_a_panel_nothing_in_the_head_lies_over_anything_else(
    opened: Page, two: list[dict[str, Any]], own: OwnDay, view: str, width: int
) -> None:
    opened.set_viewport_size({"width": width, "height": 900})
    opened.goto(f"/calendar/?day={own}&view={view}&open={two[0]['id']}")
    expect(opened.locator(".panel")).to_be_visible()
    head = opened.locator(".calhead")
    title, ways, end = (
        head.locator(one).bounding_box() for one in ("h1", ".btngroup", ".head__end")
    )
    assert title["x"] + title["width"] <= ways["x"]
    assert ways["x"] + ways["width"] <= end["x"]
    assert head.locator("h1").evaluate("one => one.scrollWidth <= one.clientWidth")
