"""The banner of the line in a browser: it comes and goes without moving anything."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from appointments.edits import saving
from appointments.index import passing
from appointments.work import beat
from people.models import User
from tests.browser.editor import signed_in
from tests.conftest import Book
from tests.intents import intent
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db
DENIED = "Leadway has not accepted our token"
# What the stamp in the head does by itself now and then.
ASK = """() => htmx.ajax("GET", document.getElementById("sync").getAttribute("hx-get"),
    { target: "#sync", swap: "outerHTML" })"""
MOVED = """() => new Promise((done) => {
  let moved = 0;
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) moved += one.value;
  }).observe({ type: "layout-shift", buffered: true });
  const painted = (then) => requestAnimationFrame(() => requestAnimationFrame(then));
  painted(() => setTimeout(() => done(moved)));
})"""


@pytest.fixture
def denied(live: str, names: Any, book: Book, ana: User, sandbox: Sandbox) -> Any:
    """Have a save denied, when called."""
    beat.say()
    wanted = intent(book(), ana, title="Otro")

    def deny() -> None:
        sandbox.fault("revoked")
        saving.save(wanted)

    return deny


def test_it_comes_to_an_open_page_and_goes_and_is_said_each_time(
    page: Page, ana: User, denied: Any, sandbox: Sandbox
) -> None:
    signed_in(page, ana)
    page.goto("/keys/")
    banner, said = page.locator("#line .banner"), page.locator("#live")
    expect(page.locator("#sync")).to_be_visible()
    expect(banner).to_have_count(0)
    before = page.evaluate(MOVED)
    denied()
    page.evaluate(ASK)
    # A sentence is there for seven seconds.
    expect(said).to_contain_text(DENIED)
    expect(banner).to_contain_text(DENIED)
    sandbox.clear()
    passing.probe()
    page.evaluate(ASK)
    expect(said).to_contain_text("Leadway takes saves again.")
    expect(banner).to_be_hidden()
    assert page.evaluate(MOVED) == before


def test_whoever_manages_the_connection_has_it_tried_again(
    page: Page, olga: User, denied: Any, sandbox: Sandbox
) -> None:
    denied()
    signed_in(page, olga)
    page.goto("/keys/")
    banner = page.locator("#line .banner")
    banner.get_by_role("button", name="Try again").click()
    expect(banner).to_contain_text("still is so")
    sandbox.clear()
    banner.get_by_role("button", name="Try again").click()
    expect(banner).to_be_hidden()
    # Where it was stands what has become of it, and nothing moves up.
    over = page.locator("#line").get_by_text("Leadway takes saves again.")
    place = over.bounding_box()
    assert place
    assert place["height"] > 20
    page.reload()
    expect(banner).to_have_count(0)
