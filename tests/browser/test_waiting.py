"""A save that waits to be sent: the page asks nobody to save it again."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from people.models import User
from tests.browser.editor import Editor, open_editor, puts, signed_in
from tests.browser.test_pending import no_answer
from tests.conftest import Book
from tests.own_day import OwnDay
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def booked(book: Book) -> dict[str, Any]:
    return book(title="Antes")


@pytest.fixture
def editor(
    page: Page, live: str, ana: User, names: Any, booked: dict[str, Any], settings: Any
) -> Editor:
    settings.LEADWAY_FRESH_S = 120
    return open_editor(page, ana, booked["id"])


def waits(editor: Editor) -> None:
    editor.says("Leadway asks us to slow down.")
    expect(editor.review).to_be_hidden()
    expect(editor.page.locator("#was-what")).to_have_text(
        "was Antes waiting to be sent", use_inner_text=True
    )


def test_only_what_is_typed_since_asks_to_be_saved(
    editor: Editor, sandbox: Sandbox, booked: dict[str, Any]
) -> None:
    sandbox.fault("rate_burst", method="PUT", retry_after=0)
    editor.type(title="Espera")
    editor.check("status-showed")
    editor.save()
    waits(editor)
    # Nobody is asked before leaving: a question would stop the page here.
    editor.page.reload()
    waits(editor)
    expect(editor.field("title")).to_have_value("Espera")
    editor.type(description="Luego")
    editor.has_changes(1)
    expect(editor.review).to_be_visible()
    editor.type(title="Otra")
    editor.has_changes(2)
    # Undone is what was typed since.
    editor.page.locator("#undo-what").click()
    expect(editor.field("title")).to_have_value("Espera")
    expect(editor.review).to_be_hidden()
    editor.type(description="Luego")
    editor.has_changes(1)
    sandbox.clear()
    editor.save()
    editor.says("Saved. Leadway confirmed")
    (body,) = puts(sandbox, booked["id"])[-1:]
    assert (body["title"], body["appointmentStatus"]) == ("Espera", "showed")
    expect(editor.page.locator(".was .tag")).to_have_count(0)


def test_what_is_taken_back_is_there_to_be_saved(
    editor: Editor, sandbox: Sandbox, booked: dict[str, Any]
) -> None:
    sandbox.fault("rate_burst", method="PUT", retry_after=0)
    editor.type(title="Espera")
    editor.save()
    waits(editor)
    editor.press("Take back")
    editor.says("Taken back. Leadway still has the old values.")
    expect(editor.field("title")).to_have_value("Espera")
    expect(editor.review).to_be_visible()
    editor.has_changes(1)


def test_what_is_typed_before_it_is_known_to_wait_stays(
    editor: Editor, sandbox: Sandbox
) -> None:
    sandbox.fault("rate_burst", method="PUT", retry_after=0)
    editor.type(title="Espera")
    editor.has_changes(1)
    with no_answer(editor.page, "**/_renewed/"):
        editor.save()
        expect(editor.banner).to_contain_text("Leadway asks us to slow down.")
        editor.field("title").fill("Más tarde")
        editor.check("status-noshow")
    editor.has_changes(2)
    expect(editor.field("title")).to_have_value("Más tarde")
    expect(editor.field("status-noshow")).to_be_checked()


def test_so_does_the_panel(
    page: Page,
    live: str,
    ana: User,
    names: Any,
    booked: dict[str, Any],
    own: OwnDay,
    sandbox: Sandbox,
) -> None:
    signed_in(page, ana)
    page.goto(f"/?date={own}&open={booked['id']}")
    editor = Editor(page, booked["id"])
    sandbox.fault("rate_burst", method="PUT", retry_after=0)
    editor.type(title="Espera")
    editor.save()
    waits(editor)
    editor.type(description="Luego")
    expect(editor.review).to_be_visible()
    editor.has_changes(1)
