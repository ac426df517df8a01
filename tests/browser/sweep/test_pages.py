"""Every page in its main states, on a desk in English and on a phone in Spanish.

Nothing that axe finds, no scrolling sideways, one heading, a title, the language. Any
browser test fails where a page breaks its own policy or a script throws (conftest.py).
"""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from appointments.index import days
from appointments.listing.tables import SavedView
from people.models import Invitation, User
from tests.browser.sweep.sweeping import Sweep
from tests.conftest import Book
from tests.own_day import OwnDay
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db


def test_signed_out(sweep: Sweep, live: str) -> None:
    page = sweep.page
    sweep.visit("/sign-in/", "/nowhere/", "/sign-up/a-link-that-is-over/")
    invitation = Invitation.objects.create(role="staff")
    sweep.visit(f"/sign-up/{invitation.token}/")
    for name in ("first_name", "last_name", "username"):
        page.locator(f"[name={name}]").fill("uno")
    page.locator("[name=password]").fill("corto")
    page.locator("form.stack button[type=submit]").click()
    expect(page.locator("[role=alert].banner")).to_be_visible()
    sweep.look("sign-up refused")
    for attempt in range(6):
        page.goto("/sign-in/")
        if not attempt:
            page.wait_for_load_state("networkidle")
        page.locator("[name=username]").fill("nobody")
        page.locator("#password").fill("wrong")
        page.locator("#password").press("Enter")
        page.wait_for_load_state()
        if attempt in (0, 5):
            sweep.look(f"sign-in refused {attempt + 1} times")
    assert sweep.found == []


def test_a_day(
    sweep: Sweep, filled: Any, own: OwnDay, marta: User, book: Book, sandbox: Sandbox
) -> None:
    page = sweep.page
    sweep.sign_in(marta)
    sweep.visit("/", f"/?date={own}", f"/?date={own.sunday}")
    sweep.visit(f"/?date={own}&by=person", f"/?date={own}&status=cancelled")
    sweep.visit(f"/?date={own}&who=nobody-who-is-here")
    # A day long past, so that outcomes are missing on it.
    past = own.at(9) - timedelta(weeks=520)
    booked = book(start=past)
    sweep.visit(f"/?date={past.date()}")
    days.refresh(past.date(), pressed=True)
    sweep.visit(f"/?date={past.date()}")
    row = page.locator(f"#run-{booked['id']}")
    row.locator("[data-key=s]").click()
    expect(row.locator(".said")).to_have_attribute("data-tone", "ok")
    sweep.look("a day after a press")
    sandbox.stop()
    page.locator("#day .tally form button").click()
    expect(page.locator("#day .banner")).to_be_visible()
    sweep.look("a day without Leadway")
    assert sweep.found == []


def test_a_calendar(sweep: Sweep, filled: Any, own: OwnDay, marta: User) -> None:
    page = sweep.page
    sweep.sign_in(marta)
    for view in ("day", "week", "month"):
        for day in (own, own.sunday):
            sweep.visit(f"/calendar/?day={day}&view={view}")
    sweep.visit(
        f"/calendar/?day={own}&hours=all&colour=person",
        f"/calendar/?day={own}&who=nobody-who-is-here",
        f"/calendar/?day={own}&view=week&who=-",
    )
    if not sweep.on_phone:
        page.goto(f"/calendar/?day={own}")
        page.wait_for_load_state("networkidle")
        page.locator(f".ev[data-appointment='{filled[0]['id']}'] a").focus()
        page.keyboard.press("Alt+ArrowDown")
        expect(page.locator(".ev[data-lift]")).to_be_visible()
        sweep.look("a block that is lifted")
        page.keyboard.press("Enter")
        expect(page.locator("#dropped .said")).to_be_attached()
        sweep.look("a block that was dropped")
    assert sweep.found == []


def test_the_list(sweep: Sweep, filled: Any, own: OwnDay, marta: User) -> None:
    page = sweep.page
    view = SavedView.objects.create(
        person=marta, name="Los míos", query=f"from={own}&to={own}"
    )
    listed = f"/appointments/?from={own}&to={own}"
    sweep.sign_in(marta)
    sweep.visit("/appointments/", "/appointments/?tab=past", listed, f"{listed}&q=zz")
    # As rare as can be, over all times.
    sweep.visit("/appointments/?q=Rehabilitaci%C3%B3n", "/appointments/?q=zzzzz")
    sweep.visit(f"{listed}&status=cancelled&recurring=yes&sort=-start")
    sweep.visit(f"/appointments/?{view.query}")
    page.goto(listed)
    page.wait_for_load_state("networkidle")
    if sweep.on_phone:
        page.locator(".selecting [data-select=mode]").check()
    page.locator(".apt .c-ck input").first.check()
    sweep.look("a list with something selected")
    menus = page.locator("main pop-up:visible > details > summary")
    for at in range(menus.count()):
        menus.nth(at).click()
        page.wait_for_load_state("networkidle")
        sweep.look(f"menu {at + 1} of the list")
        page.keyboard.press("Escape")
    assert sweep.found == []
