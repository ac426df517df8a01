"""Where a system chooses the colours, what is chosen has a line of its own."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from appointments.index import days
from tests import own_day
from tests.browser.conftest import fits
from tests.browser.editor import open_editor, signed_in
from tests.browser.ended import ended
from tests.conftest import Book
from tests.own_day import OwnDay
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db
GROUND = "one => getComputedStyle(one).backgroundColor"
WIDTH = "one => getComputedStyle(one).borderTopWidth"


def widths(every: Locator) -> set[str]:
    assert every.count()
    return {one.evaluate(WIDTH) for one in every.all()}


def test_what_is_chosen_has_an_edge_of_its_own(
    page: Page, live: str, book: Book, names: Any, ana: Any, own: OwnDay
) -> None:
    event_id = book()["id"]
    signed_in(page, ana)
    days.refresh(own.day, pressed=True)
    page.emulate_media(forced_colors="active")
    page.goto(f"/appointments/?from={own}&to={own}")
    expect(page.locator("tr.apt")).to_have_count(1)
    assert widths(page.locator("main .seg a[aria-current]")) == {"2px"}
    assert widths(page.locator("main .seg a:not([aria-current])")) == {"0px"}
    assert widths(page.locator(".filter--on")) == {"2px"}
    page.locator(".apt .c-ck input").check()
    assert widths(page.locator(".apt > td")) == {"2px"}
    assert fits(page)
    page.goto(f"/appointments/{event_id}/")
    assert widths(page.locator(".tile input:checked + label")) == {"2px"}
    assert widths(page.locator(".tile input:not(:checked) + label")) == {"1px"}
    page.emulate_media(forced_colors="none")


def test_switches_sides_free_times_and_the_strip_have_edges(
    page: Page, live: str, book: Book, names: Any, ana: Any, own: OwnDay
) -> None:
    event_id = book(start=next(own_day.bookable).at(12))["id"]
    signed_in(page, ana)
    page.emulate_media(forced_colors="active")
    page.goto(f"/appointments/{event_id}/")
    assert widths(page.locator("#editor .switch")) == {"1px"}
    assert widths(page.locator("#editor .btn:visible")) == {"1px"}
    expect(page.locator(".slot").first).to_be_visible()
    assert widths(page.locator(".slot")) <= {"1px", "2px"}
    assert widths(page.locator(".strip__track")) == {"1px"}
    assert widths(page.locator(".strip__sel")) == {"2px"}
    switch = page.locator("#f-to_notify")
    off = switch.evaluate(GROUND)
    switch.check()
    # It changes within its transition.
    expect(switch).not_to_have_css("background-color", off)
    page.emulate_media(forced_colors="none")


def test_the_sides_of_a_conflict_have_edges(
    page: Page,
    live: str,
    book: Book,
    names: Any,
    ana: Any,
    sandbox: Sandbox,
    settings: Any,
) -> None:
    # Nothing is fresh enough not to be compared with what Leadway holds.
    settings.LEADWAY_FRESH_S = 0
    editor = open_editor(page, ana, book()["id"])
    page.emulate_media(forced_colors="active")
    editor.type(title="Mía")
    sandbox.put(editor.event_id, title="De otra", appointmentStatus="confirmed")
    editor.save()
    expect(page.locator(".conf .tile")).to_have_count(2)
    page.check("#keep-title-yours")
    assert widths(page.locator(".conf .tile input:checked + label")) == {"2px"}
    assert widths(page.locator(".conf .tile input:not(:checked) + label")) == {"1px"}
    assert widths(page.locator(".conf .btn:visible")) == {"1px"}
    page.emulate_media(forced_colors="none")


def test_blocks_buttons_and_switches_of_every_page_have_edges(
    page: Page,
    live: str,
    book: Book,
    names: Any,
    olga: Any,
    own: OwnDay,
    sandbox: Sandbox,
) -> None:
    book()
    ended(book, olga, sandbox)
    days.refresh(own.day, pressed=True)
    signed_in(page, olga)
    page.emulate_media(forced_colors="active")
    for address, edged in [
        (f"/?date={own}", (".blk a", ".run .quick__b", ".seg")),
        (f"/calendar/?day={own}&view=day", (".ev > a", ".seg")),
        (f"/calendar/?day={own}&view=week", (".ev > a", ".seg")),
        ("/practice/", (".switch",)),
        ("/history/", ("main .btn:visible",)),
        ("/outbox/", ("main .btn:visible",)),
    ]:
        page.goto(address)
        for one in edged:
            assert widths(page.locator(one)) == {"1px"}, (address, one)
    page.emulate_media(forced_colors="none")


@pytest.mark.parametrize("width", [320, 390, 1440])
def test_the_icon_of_the_date_lies_beside_what_is_typed(
    page: Page, live: str, book: Book, names: Any, ana: Any, width: int
) -> None:
    event_id = book()["id"]
    signed_in(page, ana)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"/appointments/{event_id}/")
    room, icon = page.locator("#f-date").evaluate(
        "(one) => [parseFloat(getComputedStyle(one).paddingInlineEnd),"
        " one.getBoundingClientRect().right"
        " - one.parentElement.querySelector('button').getBoundingClientRect().left]"
    )
    assert room >= icon
