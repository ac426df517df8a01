"""After every request the focus is where somebody works."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from appointments.edits import saving
from appointments.index import days
from tests.browser import focus
from tests.browser.conftest import sign_in
from tests.browser.editor import Editor, signed_in
from tests.browser.panel.opened import opened, panel
from tests.conftest import Book
from tests.edits.waiting import waits
from tests.intents import intent
from tests.own_day import OwnDay
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def booked(live: str, book: Book, names: Any, own: OwnDay) -> list[dict[str, Any]]:
    starts = [own.at(9 + n) for n in range(3)]
    found = [book(start=at, title=f"Sesión {at:%A}") for at in starts]
    days.refresh(own.day, pressed=True)
    return found


@pytest.fixture
def watched(page: Page, booked: Any, ana: Any) -> Page:
    focus.watch(page)
    signed_in(page, ana)
    return page


def search(page: Page, text: str) -> None:
    """Type it, and wait for what it finds: that is asked for a moment later."""
    with page.expect_response(
        lambda answer: answer.url.endswith(f"q={text}") or f"q={text}&" in answer.url
    ):
        page.keyboard.type(text)
    focus.settled(page)


@pytest.fixture
def editor(watched: Page, booked: list[dict[str, Any]], settings: Any) -> Editor:
    settings.LEADWAY_FRESH_S = 120
    return Editor(watched, booked[0]["id"]).open()


def test_a_sections_buttons_keep_it_while_the_page_asks(editor: Editor) -> None:
    page = editor.page
    editor.field("title").fill("Otra")
    for button in ("#undo-what", "#only-what"):
        expect(page.locator(button)).to_be_visible()
        focus.reach(page, button)
        # The review and a fresh reading come while somebody stands there.
        page.evaluate("document.getElementById('editor-frame').changed()")
        page.evaluate("document.getElementById('keep-fresh').freshen()")
        focus.settled(page)
        expect(page.locator(button)).to_be_focused()
    page.keyboard.press("Enter")
    editor.says("Saved.")
    focus.settled(page)
    expect(editor.banner).to_be_focused()


def test_undone_it_is_in_the_field(editor: Editor) -> None:
    editor.field("title").fill("Otra")
    focus.reach(editor.page, "#undo-what")
    editor.page.keyboard.press("Enter")
    focus.settled(editor.page)
    expect(editor.field("title")).to_be_focused()


def test_saving_undoing_and_the_history_keep_it(editor: Editor) -> None:
    page = editor.page
    editor.field("title").fill("Otra")
    editor.field("title").press("Enter")
    editor.says("Saved.")
    focus.settled(page)
    focus.reach(page, "#answer button[data-key=u]")
    page.keyboard.press("Enter")
    editor.says("Undone.")
    focus.settled(page)
    focus.reach(page, "#history button")
    page.keyboard.press("Enter")
    focus.settled(page)
    focus.reach(page, "#notes textarea")
    page.keyboard.type("Llega tarde")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#notes")).to_contain_text("The note is saved.")
    focus.settled(page)


@pytest.mark.parametrize("wrong", ["status", "date"])
def test_what_is_wrong_leads_to_the_first_control(
    editor: Editor, sandbox: Sandbox, wrong: str
) -> None:
    page = editor.page
    if wrong == "date":
        editor.field("date").fill("nunca")
    else:
        sandbox.fault(
            "unprocessable", method="PUT", times=1, message="appointmentStatus is odd"
        )
        editor.check("status-showed")
    editor.save()
    link = page.locator("#answer a[href^='#f-']").first
    expect(link).to_be_visible()
    link.focus()
    page.keyboard.press("Enter")
    control = "status-showed" if wrong == "status" else "date"
    expect(editor.field(control)).to_be_focused()


@pytest.mark.parametrize(
    "address",
    ["/?date={day}", "/calendar/?day={day}&view=week", "/calendar/?day={day}&view=day"],
)
def test_read_again_keeps_it(watched: Page, own: OwnDay, address: str) -> None:
    watched.goto(address.format(day=own))
    focus.settled(watched)
    focus.reach(watched, "#read-again")
    watched.keyboard.press("Enter")
    focus.settled(watched)
    expect(watched.locator("#read-again")).to_be_focused()


def test_rows_of_a_day_keep_it(watched: Page, own: OwnDay, booked: Any) -> None:
    watched.goto(f"/?date={own}")
    focus.settled(watched)
    row = watched.locator(f'.run[data-appointment="{booked[0]["id"]}"]')
    row.locator("[data-status=cancelled]").focus()
    watched.keyboard.press("Enter")
    expect(row.locator(".said")).to_be_focused()
    focus.settled(watched)
    row.get_by_role("button", name="Undo").focus()
    watched.keyboard.press("Enter")
    focus.settled(watched)
    watched.evaluate("document.querySelector('live-part').look()")
    focus.settled(watched)


def test_rows_and_filters_of_the_list_keep_it(
    watched: Page, own: OwnDay, booked: Any
) -> None:
    watched.goto(f"/appointments/?from={own}&to={own}")
    focus.settled(watched)
    focus.reach(watched, "#listing-q")
    search(watched, "Sesi")
    row = watched.locator(f"#row-{booked[0]['id']}")
    row.locator(".c-st summary").focus()
    watched.keyboard.press("Enter")
    row.locator(".c-st button[value=cancelled]").focus()
    watched.keyboard.press("Enter")
    expect(row.locator(".said")).to_be_visible()
    focus.settled(watched)


def test_the_month_and_a_panel_keep_it(watched: Page, own: OwnDay, booked: Any) -> None:
    watched.goto(f"/?date={own}")
    focus.settled(watched)
    focus.reach(watched, "#month-next")
    watched.keyboard.press("Enter")
    focus.settled(watched)
    expect(watched.locator("#month-next")).to_be_focused()
    row = watched.locator(f'.run[data-appointment="{booked[1]["id"]}"] a')
    row.focus()
    watched.keyboard.press("Enter")
    expect(panel(watched).locator("#editor")).to_be_visible()
    focus.settled(watched)
    focus.reach(watched, "#f-title")
    watched.keyboard.type("Otra")
    watched.keyboard.press("Enter")
    expect(watched.locator("#answer")).to_contain_text("Saved.")
    focus.settled(watched)
    watched.keyboard.press("Escape")
    expect(row).to_be_focused()


def test_what_is_done_in_a_panel_takes_it_where_that_is_told(
    watched: Page, own: OwnDay, booked: list[dict[str, Any]]
) -> None:
    watched.goto(f"/?date={own}")
    editor = opened(watched, booked[0])
    editor.field("title").fill("Otra")
    focus.reach(watched, "#discard-button")
    watched.keyboard.press("Enter")
    expect(panel(watched).locator("h2").first).to_be_focused()
    focus.settled(watched)
    editor.field("title").fill("Otra")
    editor.field("title").press("Enter")
    expect(editor.banner).to_contain_text("Saved.")
    focus.settled(watched)
    panel(watched).get_by_role("tab", name="History").click()
    panel(watched).locator("#history").get_by_role("button", name="Undo").focus()
    watched.keyboard.press("Enter")
    expect(editor.banner).to_contain_text("Undone")
    focus.settled(watched)
    expect(editor.banner).to_be_focused()


def test_the_history_the_outbox_and_the_palette_keep_it(
    watched: Page, booked: list[dict[str, Any]], ana: Any, book: Book, sandbox: Sandbox
) -> None:
    saving.save(intent(booked[0], ana, title="Sesión otra"))
    waits(booked[1], ana, sandbox, title="Otra")
    waits(booked[2], ana, sandbox, title="Otra")
    watched.goto("/history/")
    focus.settled(watched)
    focus.reach(watched, "#history-q")
    search(watched, "Sesi")
    expect(watched.locator("#history-q")).to_be_focused()
    focus.reach(watched, ".hist__row form button")
    watched.keyboard.press("Enter")
    expect(watched.locator(".hist__row .said")).to_be_focused()
    focus.settled(watched)
    watched.goto("/outbox/")
    focus.settled(watched)
    for deed in ("withdraw", "send"):
        focus.reach(watched, f".ob form[action$='/{deed}/'] button")
        watched.keyboard.press("Enter")
        expect(watched.locator(".said:focus")).to_be_attached()
        focus.settled(watched)
        watched.locator("live-part").evaluate("one => one.look()")
        focus.settled(watched)
    watched.keyboard.press("Control+k")
    watched.keyboard.type("Sesi")
    focus.settled(watched)
    watched.keyboard.press("Escape")
    focus.settled(watched)


def test_the_switches_of_practice_keep_it(
    page: Page, live: str, olga: Any, names: Any
) -> None:
    focus.watch(page)
    sign_in(page, "olga")
    page.goto("/practice/")
    focus.reach(page, "#trouble-slowness")
    for _ in range(2):
        page.keyboard.press("Space")
        focus.settled(page)
        expect(page.locator("#trouble-slowness")).to_be_focused()
