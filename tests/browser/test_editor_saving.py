"""Saving: what is sent, what is shown of the answer, and what happens meanwhile."""

import re

import pytest
from playwright.sync_api import Route, expect

from tests.browser.editor import Editor, open_editor, puts

FLAGS = {
    "toNotify": False,
    "ignoreFreeSlotValidation": True,
    "ignoreDateRange": False,
}

# In how many frames of this machine, as long as they are now, the button shows work.
CLICK_AND_WATCH = """async () => {
  const frame = () => new Promise(requestAnimationFrame);
  await frame();
  const before = performance.now();
  for (let n = 0; n < 10; n++) await frame();
  const began = performance.now();
  const frame_ms = (began - before) / 10;
  document.querySelector("#save").click();
  for (let n = 0; n < 100; n++) {
    await frame();
    const face = document.querySelector("#save .btn__busy");
    if (face && getComputedStyle(face).visibility === "visible") break;
  }
  return (performance.now() - began) / frame_ms;
}"""


@pytest.fixture
def booked(book):
    return book(description="Trae la resonancia.")


@pytest.fixture
def editor(page, live, ana, names, booked, settings) -> Editor:
    # A busy machine shall not make a record old while a test runs.
    settings.LEADWAY_FRESH_S = 120
    return open_editor(page, ana, booked["id"])


def test_a_save_is_one_call_and_shows_asked_returned_and_re_read(
    editor, sandbox, booked
):
    editor.in_order()
    sandbox.clear()
    editor.check("status-showed", "place-own", "type-phone")
    editor.type(start="13:15", address="+34 600 111 222")
    expect(editor.field("end")).to_have_value("14:00")
    editor.choose(assigned_user_id="James Whitfield")
    editor.has_changes(4)
    announced = editor.request()
    editor.in_order()
    editor.save()
    editor.says("Saved.")
    expect(editor.banner).to_be_focused()
    expect(editor.answer.locator("[aria-busy]")).to_have_count(0)
    for field in ("When", "Place", "Status", "Assignee"):
        row = editor.line(field)
        expect(row).to_have_attribute("data-verdict", "confirmed")
    expect(editor.line("When").locator(".receipt__n")).to_have_text("13:15 – 14:00")
    (sent,) = puts(sandbox, booked["id"])
    assert sent == announced
    assert sent.items() >= FLAGS.items()
    assert sent["appointmentStatus"] == "showed"
    assert sent["overrideLocationConfig"] is True
    assert "title" not in sent
    about = [one for one in sandbox.journal() if booked["id"] in one["path"]]
    assert [one["method"] for one in about] == ["PUT", "GET"]


def test_what_was_saved_is_there_after_a_reload_and_in_the_history(editor, sandbox):
    editor.check("status-noshow")
    editor.type(title="Revisión de hombro")
    editor.save()
    editor.says("Saved. Leadway confirmed both fields.")
    editor.open()
    expect(editor.field("status-noshow")).to_be_checked()
    expect(editor.field("title")).to_have_value("Revisión de hombro")
    history = editor.page.locator("#history")
    expect(history).to_contain_text("Ana Beltrán")
    expect(history).to_contain_text("No-show")


def test_a_double_click_on_save_sends_one_put(editor, sandbox, booked):
    sandbox.fault("slow", method="PUT", seconds=0.3)
    editor.type(title="Una sola vez")
    editor.save_button.dblclick()
    editor.says("Saved.")
    assert len(puts(sandbox, booked["id"])) == 1


def test_save_answers_within_a_few_frames(editor, sandbox):
    """Six of them are a tenth of a second."""
    sandbox.fault("slow", method="PUT", seconds=1)
    editor.type(title="Enseguida")
    editor.has_changes(1)
    before = editor.save_button.bounding_box()
    assert editor.page.evaluate(CLICK_AND_WATCH) < 6
    expect(editor.save_button).to_be_disabled()
    expect(editor.page.locator("#editor")).to_have_attribute("aria-busy", "true")
    assert editor.save_button.bounding_box() == before
    editor.says("Saved.")
    expect(editor.page.locator("#editor")).not_to_have_attribute("aria-busy", "true")


def test_a_save_right_after_another_waits_for_a_key_of_its_own(editor, sandbox, booked):
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if held:
            route.continue_()
        held.append(route)

    editor.page.route("**/_renewed/", hold_the_first)
    editor.type(title="Uno")
    editor.save()
    expect(editor.banner).to_contain_text("Saved.")
    editor.type(title="Dos")
    editor.has_changes(1)
    editor.save()
    held[0].continue_()
    expect(editor.line("Title")).to_contain_text("Dos")
    titles = [body["title"] for body in puts(sandbox, booked["id"])]
    assert titles == ["Uno", "Dos"]


def test_the_keyboard_is_enough_to_change_and_save(editor, sandbox, booked):
    page = editor.page
    editor.field("status-confirmed").focus()
    page.keyboard.press("Tab")
    expect(editor.field("title")).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("Sin ratón")
    page.keyboard.press("Control+S")
    editor.says("Saved. Leadway confirmed the change.")
    expect(editor.banner).to_be_focused()
    assert puts(sandbox, booked["id"])[0]["title"] == "Sin ratón"


def test_enter_in_a_field_saves_everything(editor, sandbox, booked):
    editor.type(start="12:15")
    editor.field("title").fill("Con la tecla")
    editor.has_changes(2)
    editor.field("title").press("Enter")
    editor.says("Saved.")
    (sent,) = puts(sandbox, booked["id"])
    assert sent["title"] == "Con la tecla"
    assert "T12:15" in sent["startTime"]


def test_just_one_section_is_saved_and_the_others_stay_as_typed(
    editor, sandbox, booked
):
    editor.type(title="Solo esto", start="13:00")
    editor.has_changes(2)
    page = editor.page
    page.locator("#was-what").get_by_role("button", name="Save just this").click()
    editor.says("Saved. Leadway confirmed the change.")
    assert "startTime" not in puts(sandbox, booked["id"])[0]
    expect(editor.field("start")).to_have_value("13:00")
    expect(editor.field("end")).to_have_value("13:45")
    editor.has_changes(1)
    editor.save()
    expect(editor.line("When")).to_contain_text("13:00")
    assert "title" not in puts(sandbox, booked["id"])[1]


def test_automations_run_only_when_asked_and_only_for_that_save(
    editor, sandbox, booked, ana
):
    expect(editor.field("to_notify")).not_to_be_checked()
    editor.type(title="Con avisos")
    editor.check("to_notify")
    expect(editor.review).to_contain_text("Saving runs Leadway’s automations")
    editor.save()
    editor.says("Automations were allowed to run.")
    assert puts(sandbox, booked["id"])[0]["toNotify"] is True
    expect(editor.field("to_notify")).not_to_be_checked()
    editor.type(title="Sin avisos")
    expect(editor.review).to_contain_text("Saving runs no automations")
    editor.open()
    expect(editor.field("to_notify")).not_to_be_checked()


def test_undo_puts_everything_back(editor, sandbox, booked):
    before = sandbox.get(booked["id"])
    editor.check("status-cancelled")
    editor.type(start="17:30", title="Otra cosa")
    editor.save()
    editor.says("Saved.")
    editor.press("Undo", within=editor.answer)
    expect(editor.line("Title")).to_contain_text(before["title"])
    editor.says("Undone. Leadway has the earlier values again.")
    expect(editor.answer.get_by_role("button", name="Redo")).to_be_visible()
    after = sandbox.get(booked["id"])
    for name in ("title", "startTime", "endTime", "appointmentStatus"):
        assert after[name] == before[name]
    expect(editor.field("start")).to_have_value("12:00")


def test_a_different_value_of_leadways_is_shown_beside_what_was_asked(editor, sandbox):
    sandbox.fault("keeps_other_value", method="PUT", field="title", value="La suya")
    editor.type(title="La mía")
    editor.save()
    editor.says("Saved, with 1 difference: Title.")
    row = editor.line("Title")
    expect(row).to_have_attribute("data-verdict", "differs")
    expect(row).to_contain_text("La mía")
    expect(row).to_contain_text("La suya")
    sandbox.clear()
    editor.press("Send “La mía” again")
    editor.says("Saved. Leadway confirmed the change.")
    expect(editor.banner).to_be_focused()
    expect(editor.field("title")).to_have_value("La mía")


def test_nothing_changed_is_said_and_nothing_is_sent(editor, sandbox, booked):
    with editor.page.expect_response("**/_review/"):
        editor.type(title="  Rehabilitación de hombro ")
    # By now the review has found it the same, and the bar with Save is gone.
    expect(editor.save_button).to_be_hidden()
    editor.page.keyboard.press("Control+S")
    expect(editor.answer).to_contain_text(re.compile("nothing to save"))
    editor.in_order()
    assert puts(sandbox, booked["id"]) == []
