"""Two people, one field: nobody overwrites anybody without knowing it."""

import pytest
from playwright.sync_api import expect

from tests.browser.editor import Editor, open_editor, puts


@pytest.fixture
def booked(book):
    return book()


@pytest.fixture
def editor(page, live, ana, names, booked, settings) -> Editor:
    # Each save reads first, as one does that comes long after the last reading.
    settings.LEADWAY_FRESH_S = 0
    return open_editor(page, ana, booked["id"])


def elsewhere(sandbox, booked, **fields) -> None:
    """Change it as somebody else does in another program."""
    usual = {"appointmentStatus": "confirmed", "toNotify": False}
    sandbox.put(booked["id"], **usual | {"ignoreFreeSlotValidation": True} | fields)
    sandbox.clear()


def test_each_clash_is_decided_and_the_rest_is_merged(editor, sandbox, booked):
    editor.type(title="La mía", start="12:30", description="También mía")
    elsewhere(
        sandbox,
        booked,
        title="La suya",
        address="Sala 9",
        startTime=booked["startTime"].replace("T12:00", "T16:00"),
        endTime=booked["endTime"].replace("T12:45", "T16:45"),
    )
    editor.save()
    editor.says("Someone changed this appointment while you were editing")
    expect(editor.banner).to_be_focused()
    assert puts(sandbox, booked["id"]) == []
    expect(editor.line("Title")).to_contain_text("La suya")
    expect(editor.line("When")).to_contain_text("16:00")
    expect(editor.line("Description")).to_contain_text("yours is kept")
    expect(editor.banner).to_contain_text("and kept: Place.")
    editor.page.check("#keep-when-theirs")
    editor.in_order()
    # Nothing is chosen before somebody does, and nothing written over unasked.
    editor.press("Save this result")
    editor.says("choose in each line which value to keep")
    expect(editor.page.locator("#keep-when-theirs")).to_be_checked()
    assert puts(sandbox, booked["id"]) == []
    editor.page.check("#keep-title-yours")
    editor.press("Save this result")
    editor.says("Saved.")
    (sent,) = puts(sandbox, booked["id"])
    assert (sent["title"], sent["description"]) == ("La mía", "También mía")
    assert "startTime" not in sent
    after = sandbox.get(booked["id"])
    assert after["address"] == "Sala 9"
    assert "T16:00" in after["startTime"]
    expect(editor.field("start")).to_have_value("16:00")


def test_a_third_change_during_the_decision_is_noticed_too(editor, sandbox, booked):
    editor.type(title="La mía")
    elsewhere(sandbox, booked, title="La suya")
    editor.save()
    editor.says("Someone changed this appointment")
    elsewhere(sandbox, booked, title="La de un tercero")
    editor.page.check("#keep-title-yours")
    editor.press("Save this result")
    expect(editor.line("Title")).to_contain_text("La de un tercero")
    assert puts(sandbox, booked["id"]) == []
    editor.page.check("#keep-title-yours")
    editor.press("Save this result")
    editor.says("Saved.")
    assert sandbox.get(booked["id"])["title"] == "La mía"


def test_only_theirs_leaves_nothing_to_save(editor, sandbox, booked):
    editor.type(title="La mía")
    elsewhere(sandbox, booked, title="La suya")
    editor.save()
    editor.says("Someone changed this appointment")
    editor.page.check("#keep-title-theirs")
    editor.press("Save this result")
    expect(editor.answer).to_contain_text("nothing to save")
    expect(editor.field("title")).to_have_value("La suya")
    editor.in_order()
    assert puts(sandbox, booked["id"]) == []


def test_mine_can_be_discarded(editor, sandbox, booked):
    editor.type(title="La mía")
    elsewhere(sandbox, booked, title="La suya")
    editor.save()
    editor.says("Someone changed this appointment")
    editor.press("Discard mine")
    expect(editor.field("title")).to_have_value("La suya")
    expect(editor.answer.locator(".banner, .receipt")).to_have_count(0)


def test_an_undo_never_overwrites_what_came_after(editor, sandbox, booked):
    editor.type(title="Primero")
    editor.save()
    editor.says("Saved.")
    expect(editor.answer.locator("[aria-busy]")).to_have_count(0)
    elsewhere(sandbox, booked, title="Y luego otra persona")
    editor.press("Undo", within=editor.answer)
    editor.says("Someone changed this appointment")
    expect(editor.line("Title")).to_contain_text("Y luego otra persona")
    assert puts(sandbox, booked["id"]) == []
    editor.press("Undo all the same")
    editor.says("Undone. Leadway has the earlier values again.")
    assert sandbox.get(booked["id"])["title"] == booked["title"]
