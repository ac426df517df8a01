"""Dates and times as they are typed: told back, and reckoned with as on the server."""

import pytest
from playwright.sync_api import expect

from tests.browser.editor import Editor, open_editor
from tests.intents import puts


@pytest.fixture
def booked(book):
    return book()


@pytest.fixture
def editor(page, live, ana, names, booked) -> Editor:
    return open_editor(page, ana, booked["id"])


@pytest.mark.parametrize(
    ("date", "length", "end", "sent"),
    [
        ("28/3/2027", "60", "03:30", "2027-03-28T03:30:00+02:00"),
        ("31/10/2027", "120", "02:30", "2027-10-31T02:30:00+01:00"),
        ("30/10/2027", "120", "03:30", "2027-10-30T03:30:00+02:00"),
    ],
)
def test_the_script_reckons_over_a_clock_change_as_the_server_does(
    editor, date, length, end, sent
):
    editor.type(date=date, start="01:30")
    editor.field("length").select_option(length)
    assert editor.field("end").input_value() == end
    editor.has_changes(1)
    expect(editor.review).to_contain_text(sent)
    assert editor.request()["endTime"] == sent
    expect(editor.field("end")).to_have_value(end)
    expect(editor.field("length")).to_have_value(length)
    editor.in_order()


def test_a_day_in_words_counts_as_soon_as_it_is_understood(editor):
    editor.type(date="sun 28 march 2027", start="01:30")
    editor.field("length").select_option("60")
    expect(editor.field("date")).to_have_value("Sun 28 Mar 2027")
    expect(editor.field("end")).to_have_value("03:30")
    expect(editor.page.locator("#when-said")).to_contain_text(
        "01:30 – 03:30. The clock goes forward in between: this takes 1 h."
    )


def test_what_was_typed_is_told_back_when_it_is_left(editor):
    editor.field("date").fill("3/1/2029")
    editor.has_changes(1)
    expect(editor.field("date")).to_have_value("3/1/2029")
    editor.field("start").focus()
    expect(editor.field("date")).to_have_value("Wed 3 Jan 2029")
    editor.type(start="930")
    expect(editor.field("start")).to_have_value("09:30")
    editor.has_changes(1)
    # Written otherwise is no change, and once it is told back, none either.
    editor.press("Undo: When", within=editor.page.locator("#was-when"))
    expect(editor.review).to_be_hidden()
    editor.type(start="1200")
    expect(editor.field("start")).to_have_value("12:00")
    expect(editor.review).to_be_hidden()


def test_a_press_takes_the_suggestion_and_the_focus_stays_there(
    editor, sandbox, booked
):
    editor.type(date="28/3/2027", start="02:30")
    editor.page.get_by_role("button", name="Take 03:30").click()
    expect(editor.field("start")).to_have_value("03:30")
    expect(editor.field("start")).to_be_focused()
    expect(editor.field("end")).to_have_value("04:15")
    editor.has_changes(1)
    editor.in_order()
    assert puts(sandbox, booked["id"]) == []
    # What follows is reckoned from there.
    editor.type(start="04:00")
    expect(editor.field("end")).to_have_value("04:45")


def test_a_length_that_no_list_knows_is_posted_as_it_is(editor):
    editor.type(end="13:07")
    editor.has_changes(1)
    assert editor.field("length").input_value() == "67"
    editor.type(start="09:00")
    expect(editor.field("end")).to_have_value("10:07")
    expect(editor.review).to_contain_text("10:07")
    assert "T10:07" in editor.request()["endTime"]
