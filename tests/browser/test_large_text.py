"""Twice as large a text as usual, on a phone: nothing has to be scrolled sideways."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from appointments.index import days
from people.models import Invitation
from tests.browser.conftest import PHONE, axe
from tests.browser.editor import signed_in
from tests.browser.ended import ended
from tests.conftest import Book
from tests.own_day import OwnDay
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db
# Whatever is further to the right than the window, and not in a box that scrolls.
OUTSIDE = """() => [...document.querySelectorAll('main *, .tabbar *')].filter((one) => {
  const { right, width } = one.getBoundingClientRect();
  return width && right > innerWidth + 1 && !one.closest('.vh, [hidden]');
}).slice(0, 5).map((one) => `${one.tagName}.${one.getAttribute("class")}`)"""
SMALL = {"width": 320, "height": 800}


@pytest.fixture(params=["en", "es"])
def large(
    request: Any, browser_type: Any, browser_type_launch_args: Any, live: str
) -> Iterator[Page]:
    """A page of a browser whose owner has set its text to twice the size."""
    given = dict(browser_type_launch_args)
    given["args"] = [*given.get("args", ()), "--blink-settings=defaultFontSize=32"]
    browser = browser_type.launch(**given)
    locale = {"en": "en-GB", "es": "es-ES"}[request.param]
    context = browser.new_context(base_url=live, viewport=PHONE, locale=locale)
    yield context.new_page()
    browser.close()


def sideways(page: Page, address: str) -> list[str]:
    page.goto(address)
    page.wait_for_load_state("networkidle")
    seen = page.viewport_size
    assert seen
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [] if wide <= seen["width"] else [address, wide, *page.evaluate(OUTSIDE)]


def invited() -> str:
    return f"/sign-up/{Invitation.objects.create(role='staff').token}/"


def test_nothing_is_scrolled_sideways_with_large_text(
    large: Page, book: Book, names: Any, olga: Any, own: OwnDay, sandbox: Sandbox
) -> None:
    booked = book(address="Sala 2", description="Nota")
    # Its contact has another one, which stands beside it.
    book(start=own.at(16), contactId=booked["contactId"])
    event_id = booked["id"]
    found = [sideways(large, one) for one in ("/sign-in/", invited())]
    signed_in(large, olga)
    type(olga).objects.filter(pk=olga.pk).update(language="")
    days.refresh(own.day, pressed=True)
    assert large.evaluate("getComputedStyle(document.body).fontSize") >= "26px"
    listed = f"/appointments/?from={own}&to={own}"
    for address in (
        *(f"/?date={own}", f"/?date={own.sunday}"),
        *(f"/calendar/?day={own}&view={view}" for view in ("day", "week", "month")),
        *(listed, f"{listed}&q=nothing", f"/appointments/{event_id}/"),
        *(f"{listed}&open={event_id}", "/search/?q=a", "/keys/", "/preferences/"),
        *("/open/", f"/appointments/{event_id}/notes/", "/practice/", "/connection/"),
        *(*ended(book, olga, sandbox), "/history/", "/outbox/"),
    ):
        found.append(sideways(large, address))
    assert [one for one in found if one] == []
    axe(large)


def test_nothing_is_scrolled_sideways_on_the_smallest_window(
    page: Page,
    live: str,
    book: Book,
    names: Any,
    olga: Any,
    own: OwnDay,
    sandbox: Sandbox,
) -> None:
    page.set_viewport_size(SMALL)  # type: ignore[arg-type]
    event_id = book()["id"]
    found = [sideways(page, one) for one in ("/sign-in/", invited())]
    signed_in(page, olga)
    days.refresh(own.day, pressed=True)
    for address in (
        f"/?date={own}",
        *(f"/calendar/?day={own}&view={view}" for view in ("day", "week", "month")),
        f"/appointments/?from={own}&to={own}",
        *(f"/appointments/{event_id}/", f"/?date={own}&open={event_id}"),
        *("/search/?q=a", "/keys/", "/preferences/", "/open/"),
        *(f"/appointments/{event_id}/notes/", "/practice/", "/connection/"),
        *(*ended(book, olga, sandbox), "/history/", "/outbox/"),
    ):
        found.append(sideways(page, address))
    assert [one for one in found if one] == []
