"""After a save only what it changed is swapped; where somebody types on, nothing is."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.editor import Editor, open_editor

MARKED = "control => control.dataset.marked = 1"


@pytest.fixture
def editor(page, live, ana, names, book, settings) -> Editor:
    settings.LEADWAY_FRESH_S = 120
    return open_editor(page, ana, book()["id"])


def test_a_section_that_was_not_saved_is_the_same_one_afterwards(editor):
    when, what = editor.field("start"), editor.field("title")
    for control in (when, what):
        control.evaluate(MARKED)
    editor.type(title="Otra")
    editor.has_changes(1)
    with editor.page.expect_response(re.compile("/_renewed/$")):
        editor.save()
    expect(what).not_to_have_attribute("data-marked", "1")
    expect(what).to_have_value("Otra")
    expect(editor.page.locator("[data-changed]")).to_have_count(0)
    expect(when).to_have_attribute("data-marked", "1")


def test_who_types_on_in_another_section_keeps_caret_and_text(editor):
    address = editor.field("address")
    editor.check("place-own")
    editor.type(title="Otra", address="Sala")
    editor.has_changes(2)
    with editor.page.expect_response(re.compile("/_renewed/$")):
        editor.press("Save just this: What", within=editor.page.locator("#was-what"))
    address.evaluate(MARKED)
    address.press("End")
    address.press_sequentially(" 9")
    expect(address).to_be_focused()
    expect(address).to_have_value("Sala 9")
    expect(address).to_have_attribute("data-marked", "1")
    editor.has_changes(1)
    editor.save()
    editor.says("Saved.")
