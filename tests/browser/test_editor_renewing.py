"""After a save only what it changed is swapped; where somebody types on, nothing is."""

import re

import pytest
from playwright.sync_api import Route, expect

from appointments.index import reading
from tests.browser.editor import Editor, open_editor
from tests.browser.test_pending import no_answer

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


@pytest.fixture
def held(editor: Editor) -> list[Route]:
    """Hold the first renewal back; what it posts is posted already."""
    routes: list[Route] = []
    editor.page.route(
        re.compile("/_renewed/$"), lambda route: routes.append(route), times=1
    )
    return routes


def until_held(editor: Editor, held: list[Route]) -> Route:
    for _ in range(300):
        if held:
            return held[0]
        editor.page.wait_for_timeout(100)
    raise AssertionError("nothing was renewed")


def test_what_is_typed_over_somebody_elses_value_before_it_is_shown_is_a_conflict(
    editor, held, sandbox
):
    """The renewal after one's own save brings it, and would have put it below that."""
    editor.type(description="Mía")
    editor.save()
    route = until_held(editor, held)
    sandbox.put(editor.event_id, title="De Marta", toNotify=False)
    reading.refresh(editor.event_id)
    editor.type(title="La mía")
    # Pressed while the page still waits: it goes out after that, with what was asked.
    editor.save()
    route.continue_()
    expect(editor.answer.locator(".conf")).to_contain_text("De Marta")
    assert sandbox.get(editor.event_id)["title"] == "De Marta"
    editor.page.get_by_role("radio", name="Title: yours, La mía", exact=True).check()
    editor.press("Save this result")
    editor.says("Saved.")
    assert sandbox.get(editor.event_id)["title"] == "La mía"
    assert sandbox.get(editor.event_id)["description"] == "Mía"


def test_what_was_just_saved_is_no_change_to_be_told_of_meanwhile(editor, held):
    editor.type(description="Mía")
    editor.save()
    route = until_held(editor, held)
    editor.page.locator("#editor").evaluate(
        "form => form.addEventListener('changed', () => form.dataset.told = 1)"
    )
    editor.field("title").fill("Otra")
    expect(editor.page.locator("#editor")).not_to_have_attribute("data-told", "1")
    route.continue_()
    editor.has_changes(1)


def test_a_review_of_before_the_save_takes_nothing_of_it_back(editor):
    page = editor.page
    page.evaluate("""() => { window.over = new Promise((go) => {
        document.addEventListener("htmx:finally:request", ({ target }) => {
          if (target.id === "review") go();
        });
    }) }""")
    with no_answer(page, "**/_review/"):
        editor.type(title="Otra")
        with page.expect_response(re.compile("/_renewed/$")):
            editor.save()
        editor.says("Saved.")
        expect(page.locator("#was-what")).to_be_empty()
    page.evaluate("() => window.over")
    expect(page.locator("#was-what")).to_be_empty()


def test_two_edits_answered_at_once_both_renew_the_page(editor, held, sandbox):
    editor.type(description="Mía")
    editor.save()
    route = until_held(editor, held)
    editor.press("Undo", within=editor.answer)
    expect(editor.banner).to_contain_text("Undone")
    route.continue_()
    expect(editor.field("description")).to_have_value("")
    editor.type(title="Otra")
    editor.save()
    editor.says("Saved.")
    assert sandbox.get(editor.event_id)["title"] == "Otra"


def test_what_is_pressed_stays_under_the_pointer_until_it_is_let_go(
    editor, held, sandbox
):
    """The renewal brings a line above the conflict: the press would miss its choice."""
    editor.type(title="La mía")
    editor.has_changes(1)
    sandbox.put(editor.event_id, title="De Marta", toNotify=False)
    reading.refresh(editor.event_id)
    editor.save()
    route = until_held(editor, held)
    editor.page.locator("#keep-title-theirs").hover(force=True)
    editor.page.mouse.down()
    # The answer is not let in, and asked for again.
    with editor.page.expect_request(re.compile("/_renewed/$")):
        route.continue_()
    editor.page.mouse.up()
    expect(editor.page.locator("#keep-title-theirs")).to_be_checked()
    expect(editor.page.locator("#latest")).to_be_visible()
