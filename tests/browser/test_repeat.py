"""A repeat rule put together from a few choices: what is written, said and sent."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.editor import Editor, open_editor, puts


@pytest.fixture
def editor(page, live, marta, names, book) -> Editor:
    return open_editor(page, marta, book()["id"])


@pytest.fixture
def builder(editor):
    editor.page.locator("[data-section=repeat] summary").click()
    return editor.page.locator("repeat-rule")


def choose(builder, mode: str) -> None:
    builder.locator(f"#rr-{mode}").check()


def rule(editor):
    return editor.field("rrule")


def test_a_rule_is_written_from_the_choices_and_said(editor, builder, sandbox, own):
    choose(builder, "weekly")
    builder.locator("#rr-every").fill("2")
    for code in ("MO", "TU", "WE", "TH", "FR"):
        builder.locator(f"#rr-{code}").uncheck()
    builder.locator("#rr-TU").check()
    builder.locator("#rr-TH").check()
    builder.get_by_label("After").check()
    expected = "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;COUNT=10"
    expect(rule(editor)).to_have_value(expected)
    said = editor.page.locator("#rule")
    expect(said).to_contain_text("Every 2 weeks on Tuesday and Thursday, 10 times")
    expect(said).to_contain_text("Next:")
    expect(said.locator("li")).to_have_count(5)
    editor.has_changes(1)
    editor.save()
    editor.says("Saved")
    sent = puts(sandbox, editor.event_id)
    assert [one["rrule"] for one in sent] == [expected]


def test_a_month_offers_the_day_and_the_weekday(editor, builder, own):
    choose(builder, "monthly")
    options = builder.locator("#rr-month option").all_inner_texts()
    assert options[0] == f"on day {own.day.day}"
    assert all(own.day.strftime("%A") in option for option in options[1:])
    builder.locator("#rr-month").select_option(index=1)
    expect(rule(editor)).to_have_value(re.compile(r"FREQ=MONTHLY;BYDAY=-?\d[A-Z]{2}$"))


def test_an_end_is_the_whole_day_on_the_accounts_clocks(editor, builder):
    choose(builder, "daily")
    builder.get_by_label("On a date").check()
    builder.locator("[data-part=UNTIL]").fill("2027-12-22")
    expect(rule(editor)).to_have_value("RRULE:FREQ=DAILY;UNTIL=20271222T225959Z")
    expect(editor.page.locator("#rule")).to_contain_text("until Wednesday 22 December")


def test_an_end_may_be_taken_away_again(editor, builder):
    choose(builder, "daily")
    builder.get_by_label("After").check()
    expect(rule(editor)).to_have_value("RRULE:FREQ=DAILY;COUNT=10")
    builder.locator("[data-ends][value='']").check()
    expect(rule(editor)).to_have_value("RRULE:FREQ=DAILY")


def test_never_and_undo_put_back_what_was(editor, builder):
    choose(builder, "daily")
    editor.has_changes(1)
    choose(builder, "never")
    expect(rule(editor)).to_have_value("")
    expect(editor.review).to_be_hidden()
    choose(builder, "weekly")
    editor.press("Undo: Repeat", within=editor.page.locator("#was-repeat"))
    expect(rule(editor)).to_have_value("")
    expect(builder.locator("#rr-never")).to_be_checked()
    expect(editor.review).to_be_hidden()


def test_the_rule_itself_is_one_press_away(editor, builder):
    choose(builder, "weekly")
    expect(rule(editor)).to_be_hidden()
    choose(builder, "raw")
    expect(rule(editor)).to_be_visible()
    expect(rule(editor)).to_have_value(re.compile("FREQ=WEEKLY;BYDAY="))


@pytest.mark.parametrize(
    ("stored", "mode"),
    [
        ("FREQ=WEEKLY;INTERVAL=1;COUNT=4\nEXDATE:20270101T110000Z", "weekly"),
        ("FREQ=DAILY;UNTIL=20271222T225959Z", "daily"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "raw"),
    ],
)
def test_a_rule_that_is_there_shows_and_is_left_alone(
    page, live, marta, names, book, stored, mode
):
    booked = book(rrule=stored, ignoreFreeSlotValidation=True)
    editor = open_editor(page, marta, booked["id"])
    page.locator("[data-section=repeat] summary").click()
    expect(page.locator(f"#rr-{mode}")).to_be_checked()
    expect(editor.review).to_be_hidden()
    if "EXDATE" in stored:
        page.locator("#rr-every").fill("3")
        # What was left out stays left out.
        expect(rule(editor)).to_have_value(re.compile("INTERVAL=3.*\nEXDATE:2027"))


def test_an_end_that_nobody_changes_stays_as_it_is_written(
    page, live, marta, names, book
):
    """Midnight leaves that day out; its end would have added an appointment."""
    stored = "FREQ=DAILY;UNTIL=20271222T000000Z"
    booked = book(rrule=stored, ignoreFreeSlotValidation=True)
    editor = open_editor(page, marta, booked["id"])
    page.locator("[data-section=repeat] summary").click()
    page.locator("#rr-every").fill("2")
    kept = "RRULE:FREQ=DAILY;INTERVAL=2;UNTIL=20271222T000000Z"
    expect(rule(editor)).to_have_value(kept)
    page.locator("[data-part=UNTIL]").fill("2027-12-23")
    chosen = "RRULE:FREQ=DAILY;INTERVAL=2;UNTIL=20271223T225959Z"
    expect(rule(editor)).to_have_value(chosen)


def test_what_is_wrong_leads_to_the_rule_itself(editor, builder):
    choose(builder, "daily")
    builder.get_by_label("After").check()
    builder.locator("[data-part=COUNT]").fill("0")
    editor.save()
    expect(rule(editor)).to_be_visible()
    editor.banner.get_by_role("link", name="Repeat").click()
    expect(rule(editor)).to_be_focused()
