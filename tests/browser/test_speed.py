"""What a page weighs, how often it asks, what moves under a reader, what a press shows.

Numbers of bytes, requests and shifted screens are the same on every machine.
"""

import gzip
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import brotli
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response

from appointments.index import days
from people.models import User
from tests.browser.conftest import PHONE
from tests.browser.editor import signed_in
from tests.conftest import Book
from tests.own_day import OwnDay

pytestmark = pytest.mark.django_db
MOST_REQUESTS = 8
MOST_BYTES, MOST_OF_SCRIPTS = 60_000, 35_000
# The aim holds for every page. With a panel over it a page is two, its own and the
# editor's: a link that somebody was sent, or a page loaded again.
MOST_BYTES_WITH_A_PANEL = 65_000
MOST_LATER, MOST_BYTES_LATER = 4, 4_000
MOST_MOVED = 0.02
DESK = {"width": 1440, "height": 900}
# Chromium groups shifts by the second; what comes late counts as what comes at once.
WATCH_SHIFTS = """
window.moved = [];
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) {
    if (one.hadRecentInput) continue;
    const boxes = one.sources.map((box) => [
      box.node?.id || box.node?.className || box.node?.nodeName,
      Math.round(box.previousRect.y), Math.round(box.currentRect.y),
    ]);
    window.moved.push({ score: one.value, boxes });
  }
}).observe({ type: "layout-shift", buffered: true });
"""
PAGES = {
    "sign-in": "/sign-in/",
    "day": "/?date={day}",
    "people of a day": "/?date={day}&by=person",
    "empty day": "/?date={sunday}",
    "calendar": "/calendar/?day={day}",
    "week": "/calendar/?day={day}&view=week",
    "month": "/calendar/?day={day}&view=month",
    "list": "/appointments/?from={day}&to={day}",
    "empty list": "/appointments/?q=zzzz",
    "editor": "/appointments/{id}/",
    "series": "/appointments/{series}/",
    "panel": "/?date={day}&open={id}",
    "panel over the list": "/appointments/?from={day}&to={day}&open={id}",
    "panel over the calendar": "/calendar/?day={day}&open={id}",
    "search": "/search/?q=Rehab",
    "keys": "/keys/",
    "open": "/open/",
    "preferences": "/preferences/",
    "practice": "/practice/",
    "nothing": "/nowhere/",
}


@pytest.fixture
def filled(live: str, book: Book, names: Any, own: OwnDay) -> dict[str, str]:
    """A day with a few appointments; what stands in the addresses above."""
    first = book(start=own.at(9), description="Nota", address="Sala 2")
    for hour in (11, 12, 16):
        book(start=own.at(hour))
    rule = "RRULE:FREQ=WEEKLY;COUNT=4"
    series = book(start=own.at(17), rrule=rule, ignoreFreeSlotValidation=True)
    days.refresh(own.day, pressed=True)
    return {
        "day": str(own),
        "sunday": str(own.sunday),
        "id": first["id"],
        "series": series["id"],
    }


@pytest.fixture
def cold(
    browser: Browser, live: str, olga: User, filled: Any
) -> Iterator[Callable[..., Page]]:
    """Make a page of a browser that was never here before, of somebody signed in."""
    made: list[BrowserContext] = []
    cookies: list[Any] = []

    def new(screen: Any) -> BrowserContext:
        made.append(browser.new_context(base_url=live, viewport=screen))
        made[-1].add_init_script(WATCH_SHIFTS)
        return made[-1]

    def make(screen: Any = DESK, *, signed_out: bool = False) -> Page:
        if not cookies:
            # What signing in has brought is not kept for the pages that are looked at.
            signed_in(new(screen).new_page(), olga)
            cookies.extend(made[-1].cookies())
        while made:
            made.pop().close()
        context = new(screen)
        if not signed_out:
            context.add_cookies(cookies)
        return context.new_page()

    yield make
    for context in made:
        context.close()


def weight(answer: Response) -> int:
    """Return what an answer weighs on its way, compressed; fonts are not counted.

    Static files lie there in Brotli's form as well, which all browsers take over https.
    """
    if answer.request.resource_type == "font":
        return 0
    static = urlsplit(answer.url).path.startswith("/static/")
    return len((brotli if static else gzip).compress(answer.body()))


def heard(page: Page, address: str) -> list[Response]:
    """Return all that comes from this server while a page is loaded."""
    answers: list[Response] = []
    page.on("response", lambda one: answers.append(one))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    return [one for one in answers if not one.url.startswith("data:")]


def too_much(name: str, answers: list[Response]) -> Iterator[str]:
    """Yield what is more than a page may ask for and weigh."""
    # What a page asks for once it is there is its own, and small.
    later = [one for one in answers if one.request.resource_type == "fetch"]
    first = [one for one in answers if one not in later]
    scripts = [one for one in answers if urlsplit(one.url).path.endswith(".js")]
    two = name.startswith("panel")
    most = MOST_BYTES_WITH_A_PANEL if two else MOST_BYTES
    for what, found, allowed in (
        ("requests", len(first), MOST_REQUESTS),
        ("bytes", sum(map(weight, first)), most),
        ("bytes of scripts", sum(map(weight, scripts)), MOST_OF_SCRIPTS),
        ("requests later", len(later), MOST_LATER),
        ("bytes later", sum(map(weight, later)), MOST_BYTES_LATER),
    ):
        if found > allowed:
            yield f"{found} {what}"


def test_cold_pages_ask_for_little_and_weigh_little(
    cold: Callable[..., Page], live: str, filled: dict[str, str]
) -> None:
    wrong: dict[str, Any] = {}
    for name, address in PAGES.items():
        page = cold(signed_out=name == "sign-in")
        answers = heard(page, address.format(**filled))
        hosts = {urlsplit(one.url).netloc for one in answers}
        assert hosts == {urlsplit(live).netloc}, name
        if found := list(too_much(name, answers)):
            told = {urlsplit(one.url).path: weight(one) for one in answers}
            wrong[name] = found, told
    assert wrong == {}


def moved(page: Page, address: str) -> Any:
    """Return what moves on a page each time that it is loaded."""
    # A busy Chromium was seen to paint once before a style sheet that it had asked
    # for, one load in many; what the page moves itself, it moves at each load.
    for _load in range(3):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        page.evaluate("new Promise(requestAnimationFrame)")
        found = page.evaluate("window.moved")
        if sum(one["score"] for one in found) < MOST_MOVED:
            return None
    return found


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
def test_nothing_moves_under_a_reader(
    cold: Callable[..., Page], filled: dict[str, str], screen: Any
) -> None:
    found = {
        name: moved(cold(screen), address.format(**filled))
        for name, address in PAGES.items()
    }
    assert {name: one for name, one in found.items() if one} == {}
