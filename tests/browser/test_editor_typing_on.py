"""What somebody does while a save is on its way, and in the moment it is answered."""

import pytest
from playwright.sync_api import expect

from tests.browser.editor import Editor, open_editor, puts

# A key while the renewal is on its way, and one after it has replaced the field but
# before htmx has settled it.
TYPE_WHILE_REPLACED = """() => {
  const type = (text) => document.execCommand("insertText", false, text);
  const old = document.getElementById("f-description");
  let typed = 0;
  addEventListener("htmx:before:swap", ({ detail: { ctx } }) => {
    if (ctx.sourceElement.id === "renew" && typed++ === 0) type(": y");
  }, { capture: true });
  document.addEventListener("htmx:before:settle", () => {
    const now = document.getElementById("f-description");
    if (now !== old && typed++ === 1) type(" más");
  });
}"""


@pytest.fixture
def booked(book):
    return book(description="Trae la resonancia.")


@pytest.fixture
def editor(page, live, ana, names, booked, settings) -> Editor:
    # A busy machine shall not make a record old while a test runs.
    settings.LEADWAY_FRESH_S = 120
    return open_editor(page, ana, booked["id"])


def test_who_goes_on_typing_during_a_slow_save_loses_neither_text_nor_caret(
    editor, sandbox, booked
):
    sandbox.fault("slow", method="PUT", seconds=0.8)
    page = editor.page
    editor.type(title="Mientras tanto")
    editor.has_changes(1)
    editor.save()
    editor.check("status-showed")
    editor.field("description").click()
    page.keyboard.press("Control+Home")
    page.keyboard.type("Nota: ")
    editor.says("Saved.")
    expect(editor.field("description")).to_be_focused()
    page.keyboard.type("hoy. ")
    expect(editor.field("description")).to_have_value("Nota: hoy. Trae la resonancia.")
    expect(editor.field("status-showed")).to_be_checked()
    editor.has_changes(2)
    editor.save()
    expect(editor.line("Status")).to_contain_text("Showed")
    assert puts(sandbox, booked["id"])[0]["appointmentStatus"] == "confirmed"


def test_what_is_typed_in_the_moment_of_the_swap_is_kept(editor, sandbox):
    sandbox.fault("slow", method="PUT", seconds=0.8)
    editor.type(title="En el instante")
    editor.has_changes(1)
    editor.save()
    editor.field("description").fill("Nota")
    editor.page.evaluate(TYPE_WHILE_REPLACED)
    editor.says("Saved.")
    expect(editor.field("description")).to_have_value("Nota: y más")
    expect(editor.field("description")).to_be_focused()


def test_the_banner_takes_the_focus_only_from_save(editor, sandbox):
    sandbox.fault("slow", method="PUT", seconds=0.5)
    editor.type(title="Sin saltos")
    editor.save()
    editor.field("description").focus()
    editor.says("Saved.")
    expect(editor.field("description")).to_be_focused()
