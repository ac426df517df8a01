"""What lies around and over every page, and what stands in its place."""

from typing import Any

import pytest
from playwright.sync_api import expect

from people.models import User
from tests.browser.sweep.sweeping import Sweep
from tests.conftest import Book
from tests.own_day import OwnDay
from tests.people.test_open_sessions import FIREFOX, SAFARI, came
from tests.sandboxed import Sandbox
from tests.trouble_urls import FAILURES

pytestmark = pytest.mark.django_db


def test_pages_of_ones_own(sweep: Sweep, filled: Any, own: OwnDay, marta: User) -> None:
    page = sweep.page
    sweep.sign_in(marta)
    sweep.visit("/open/", "/search/?q=Rehab", "/search/?q=zzzz", "/search/", "/keys/")
    sweep.visit("/preferences/", "/preferences/?kept=keys", "/nowhere/")
    page.goto("/open/")
    page.locator("#open-again").fill("nothing like an id at all !!")
    page.locator(".empty__form button").click()
    page.wait_for_load_state("networkidle")
    sweep.look("a paste without an id")
    assert sweep.found == []


def test_who_is_signed_in(sweep: Sweep, names: Any, ana: User, olga: User) -> None:
    for client in (FIREFOX, SAFARI):
        came("ana", client)
        came("olga", client)
    sweep.sign_in(olga)
    sweep.visit("/signed-in/", "/signed-in/?ended=sessions")
    sweep.visit("/preferences/?kept=session")
    assert sweep.found == []


def test_what_opens_over_a_page(
    sweep: Sweep, filled: Any, own: OwnDay, marta: User
) -> None:
    page = sweep.page
    sweep.sign_in(marta)
    page.goto(f"/?date={own}")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("option").first).to_be_visible()
    sweep.look("the palette")
    for typed in ("Rehab", ">", "@", "mañana", "zzzzzz"):
        with page.expect_response("**/_found/"):
            page.locator("#pal-q").fill(typed)
        sweep.look(f"the palette with {typed}")
    page.keyboard.press("Escape")
    expect(page.locator("#palette")).to_be_hidden()
    page.keyboard.press("?")
    expect(page.locator("#keysheet [aria-busy]")).to_have_count(0)
    sweep.look("the sheet of keys")
    page.keyboard.press("Escape")
    menu = page.locator(".tabbar summary, summary.me").locator("visible=true").last
    menu.click()
    sweep.look("one's own menu")
    assert sweep.found == []


def test_practice(sweep: Sweep, book: Book, sandbox: Sandbox, olga: User) -> None:
    page = sweep.page
    sandbox.put(book()["id"], title="Otro", appointmentStatus="noshow")
    sweep.sign_in(olga)
    sweep.visit("/practice/", "/practice/?reads=1")
    page.get_by_role("switch").first.click()
    expect(page.locator("#practice [role=switch][aria-checked=true]")).to_have_count(1)
    sweep.look("practice with something on")
    sandbox.stop()
    sweep.visit("/practice/")
    assert sweep.found == []


@pytest.mark.urls("tests.trouble_urls")
def test_every_trouble(
    sweep: Sweep, names: Any, marta: User, nadie: User, problems: list[str]
) -> None:
    page = sweep.page
    for how in FAILURES:
        sweep.visit(f"/fail/{how}/")
    sweep.sign_in(marta)
    for how in FAILURES:
        sweep.visit(f"/fail/{how}/")
        page.goto(f"/form/?to=/fail/{how}/")
        # A page of the tests', in one language.
        page.get_by_role("button", name="Save").click()
        expect(page.locator("#alerts .banner")).to_be_visible()
        sweep.look(f"a banner over a page: {how}")
    page.goto("/form/")
    page.context.set_offline(True)
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#unreachable")).to_be_visible()
    sweep.look("a server that does not answer")
    page.context.set_offline(False)
    assert all("Failed to fetch" in one for one in problems)
    problems.clear()
    sweep.sign_in(nadie)
    sweep.visit("/", "/appointments/")
    assert sweep.found == []


@pytest.mark.urls("tests.trouble_urls")
def test_a_form_that_comes_too_late(sweep: Sweep, names: Any, marta: User) -> None:
    page = sweep.page
    sweep.sign_in(marta)
    page.goto("/form/")
    page.get_by_label("Title").fill("Revisión anual")
    sweep.sign_out()
    # As a browser does without a script.
    with page.expect_navigation():
        page.evaluate("document.querySelector('.body form').submit()")
    expect(page.locator(".kept")).to_be_visible()
    sweep.look("a form after a sign-out")
    assert sweep.found == []
