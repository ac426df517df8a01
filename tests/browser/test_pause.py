"""A save with automations in a browser: it counts down, is undone, or goes out."""

from typing import Any

from playwright.sync_api import expect

from people.models import User
from tests.browser.conftest import axe
from tests.browser.editor import Editor, signed_in
from tests.conftest import Book
from tests.intents import puts
from tests.sandboxed import Sandbox


def test_it_counts_down_and_is_undone_or_goes_out_by_itself(
    page, live: str, ana: User, names, book: Book, sandbox: Sandbox, settings: Any
) -> None:
    signed_in(page, ana, "en")
    booked = book(title="Antes")
    # So long that it is not over, however slow the machine is.
    settings.LEADWAY_HOLD_S = 60
    editor = Editor(page, booked["id"]).open()
    editor.type(title="Después")
    editor.check("to_notify")
    editor.save_button.focus()
    page.keyboard.press("Enter")
    expect(editor.banner).to_contain_text("Not sent yet")
    expect(editor.banner).to_be_focused()
    counted = editor.banner.locator("[data-left]")
    first = counted.inner_text()
    expect(counted).not_to_have_text(first)
    axe(page)
    page.keyboard.press("Tab")
    expect(editor.banner.get_by_role("button", name="Undo")).to_be_focused()
    page.keyboard.press("Enter")
    editor.says("Undone. Nothing was sent.")
    expect(editor.field("title")).to_have_value("Después")
    assert puts(sandbox, booked["id"]) == []
    settings.LEADWAY_HOLD_S = 2
    editor.save()
    expect(editor.banner).to_contain_text("Saved.")
    assert [body["title"] for body in puts(sandbox, booked["id"])] == ["Después"]
