"""What each job costs: presses, drags and keys, as the page itself counts them."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from appointments.edits import saving
from appointments.index import days
from tests.browser.conftest import axe
from tests.browser.editor import signed_in
from tests.browser.moving import Moving, at
from tests.conftest import Book
from tests.intents import intent
from tests.own_day import OwnDay
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db
# A modifier is part of the key that it is held for; a press is a drag or a click.
COUNT = """(() => {
  const more = () => {
    sessionStorage.effort = Number(sessionStorage.effort ?? 0) + 1;
  };
  addEventListener("pointerdown", more, { capture: true });
  addEventListener("keydown", ({ key }) => {
    if (!["Alt", "Control", "Meta", "Shift"].includes(key)) more();
  }, { capture: true });
})()"""


class Effort:
    def __init__(self, page: Page) -> None:
        self._page = page
        page.add_init_script(COUNT)

    def begin(self) -> None:
        self._page.evaluate("sessionStorage.effort = 0")

    @property
    def spent(self) -> int:
        return int(self._page.evaluate("sessionStorage.effort"))


@pytest.fixture
def effort(page: Page, live: str, names: Any, ana: Any) -> Effort:
    effort = Effort(page)
    signed_in(page, ana)
    return effort


@pytest.fixture
def booked(live: str, book: Book, names: Any, own: OwnDay) -> dict[str, Any]:
    return book(title="Zurcido", start=own.at(12))


@pytest.fixture
def moving(effort: Effort, page: Page, own: OwnDay, sandbox: Sandbox) -> Moving:
    return Moving(page, own, sandbox)


def test_an_outcome_costs_one_and_so_does_taking_it_back(
    page: Page, effort: Effort, book: Book, own: OwnDay, sandbox: Sandbox
) -> None:
    over = book(start=own.at(12) - timedelta(weeks=520))
    days.refresh(own.day - timedelta(weeks=520), pressed=True)
    page.goto(f"/?date={over['startTime'][:10]}")
    row = page.locator(f"#run-{over['id']}")
    effort.begin()
    row.get_by_role("button", name="Showed").click()
    expect(row.locator(".said")).to_contain_text("Confirmed by Leadway")
    assert effort.spent == 1
    effort.begin()
    row.get_by_role("button", name="Undo").click()
    expect(row.locator(".said")).to_contain_text("Confirmed. Confirmed by Leadway")
    assert effort.spent == 1
    assert sandbox.get(over["id"])["appointmentStatus"] == "confirmed"


def test_a_move_costs_one_drag_or_two_clicks_or_three_keys(
    page: Page, effort: Effort, moving: Moving, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    def moved(text: str) -> None:
        expect(moving.said).to_contain_text(text)
        expect(moving.said).to_contain_text("Confirmed by Leadway")

    moving.open()
    effort.begin()
    moving.drag(moving.block(booked), quarters=4)
    page.mouse.up()
    moved("13:00")
    assert effort.spent == 1

    moving.open()
    block = moving.block(booked)
    effort.begin()
    block.hover()
    block.get_by_role("button", name="Move").click()
    box = moving.box(block)
    page.mouse.click(box["x"] + 40, box["y"] - moving.hour)
    moved("Confirmed by Leadway")
    assert effort.spent == 2

    moving.open()
    before = at(sandbox, booked)[0]
    moving.block(booked).get_by_role("link").focus()
    effort.begin()
    for key in ("Alt+ArrowDown", "Alt+ArrowDown", "Enter"):
        page.keyboard.press(key)
    moved("Confirmed by Leadway")
    assert effort.spent == 3
    assert at(sandbox, booked)[0] == before + timedelta(minutes=30)


def test_another_person_costs_one_drag_or_two_clicks(
    page: Page,
    effort: Effort,
    moving: Moving,
    booked: dict[str, Any],
    own: OwnDay,
    sandbox: Sandbox,
) -> None:
    moving.open()
    effort.begin()
    moving.drag(moving.block(booked), to=own.colleague)
    page.mouse.up()
    expect(moving.said).to_contain_text("Confirmed by Leadway")
    assert effort.spent == 1

    page.goto(f"/appointments/?from={own}&to={own}")
    row = page.locator(f"#row-{booked['id']}")
    effort.begin()
    row.locator(".c-as summary").click()
    row.get_by_role("button", name=own.person).click()
    expect(row).to_contain_text("Confirmed by Leadway")
    assert effort.spent == 2
    assert sandbox.get(booked["id"])["assignedUserId"] == moving.users[own.person]


def test_finding_costs_two_keys_and_three_letters(
    page: Page, effort: Effort, booked: dict[str, Any], own: OwnDay
) -> None:
    days.refresh(own.day, pressed=True)
    page.goto("/appointments/")
    effort.begin()
    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox", name="Search or jump to…")).to_be_focused()
    page.keyboard.type("zur")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{booked['id']}**")
    assert effort.spent == 5


def test_opening_what_was_copied_costs_a_paste_and_enter(
    page: Page, effort: Effort, booked: dict[str, Any]
) -> None:
    page.goto("/appointments/")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox", name="Search or jump to…")).to_be_focused()
    effort.begin()
    page.keyboard.insert_text(booked["id"])
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{booked['id']}**")
    assert effort.spent == 1


@pytest.mark.parametrize(
    "page_of", ["/?date={}", "/calendar/?day={}", "/appointments/?from={}"]
)
def test_who_changed_it_from_what_to_what_costs_one(
    page: Page,
    effort: Effort,
    booked: dict[str, Any],
    own: OwnDay,
    ana: Any,
    page_of: str,
) -> None:
    days.refresh(own.day, pressed=True)
    saving.save(intent(booked, ana, title="Remiendo"))
    page.goto(page_of.format(own))
    row = page.locator(f'main [data-appointment="{booked["id"]}"] [data-open]').last
    effort.begin()
    row.click()
    said = page.locator("#panel #latest")
    for text in (ana.name, "Zurcido", "Remiendo"):
        expect(said).to_contain_text(text)
    assert effort.spent == 1
    axe(page)
    said.get_by_role("link", name="History").click()
    expect(page.locator("#history")).to_be_visible()
    expect(page.get_by_role("tab", name="History")).to_be_focused()
