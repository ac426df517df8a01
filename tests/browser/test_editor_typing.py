"""While somebody types: the review, undo of a section, times, and what is said."""

import re
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.editor import Editor, open_editor, puts


@pytest.fixture
def booked(book):
    return book(description="Trae la resonancia.")


@pytest.fixture
def editor(page, live, ana, names, booked, settings) -> Editor:
    # A reading counts as old at once: each event that asks for one gets one.
    settings.LEADWAY_FRESH_S = 0.1
    return open_editor(page, ana, booked["id"])


def test_the_review_counts_and_shows_the_exact_request(editor, sandbox, booked):
    expect(editor.review).to_be_hidden()
    editor.type(title="Otra", start="12:30")
    editor.has_changes(2)
    expect(editor.save_button).to_contain_text("Save 2 changes")
    editor.review.locator("summary").first.click()
    editor.review.locator(".review__r summary").click()
    expect(editor.review).to_contain_text("Rehabilitación de hombro")
    editor.in_order()
    announced = editor.request()
    editor.save()
    editor.says("Saved.")
    assert puts(sandbox, booked["id"]) == [announced]
    expect(editor.review).to_be_hidden()


def test_each_section_is_marked_and_can_be_put_back(editor):
    editor.check("status-cancelled")
    editor.type(description="")
    editor.has_changes(2)
    what = editor.page.locator("[data-section=what]")
    expect(what).to_have_attribute("data-changed", "")
    expect(editor.page.locator("#was-what")).to_contain_text("cleared")
    expect(editor.page.locator("#was-what")).to_contain_text("Trae la resonancia.")
    editor.press("Undo: What", within=editor.page.locator("#was-what"))
    expect(editor.field("description")).to_have_value("Trae la resonancia.")
    expect(editor.field("title")).to_be_focused()
    expect(what).not_to_have_attribute("data-changed", "")
    editor.has_changes(1)
    editor.press("Undo: Status", within=editor.page.locator("#was-status"))
    expect(editor.field("status-confirmed")).to_be_checked()
    expect(editor.review).to_be_hidden()


def test_moving_the_start_keeps_the_length_and_a_length_moves_the_end(editor):
    editor.type(start="23:30")
    expect(editor.field("end")).to_have_value("00:15")
    expect(editor.field("end_next_day")).to_be_checked()
    editor.field("length").select_option("90")
    expect(editor.field("end")).to_have_value("01:00")
    editor.type(start="9")
    expect(editor.field("end")).to_have_value("10:30")
    expect(editor.field("end_next_day")).not_to_be_checked()
    editor.has_changes(1)
    editor.in_order()


def test_moving_the_start_of_more_than_a_day_keeps_its_length(
    page, live, ana, names, book, sandbox, own
):
    start = own.at(10)
    long = book(start=start, end=start + timedelta(hours=26))
    editor = open_editor(page, ana, long["id"])
    editor.type(start="23:30")
    editor.has_changes(1)
    editor.save()
    editor.says("Saved.")
    sent = puts(sandbox, long["id"])[-1]
    first, last = (datetime.fromisoformat(sent[k]) for k in ("startTime", "endTime"))
    assert last - first == timedelta(hours=26)


def test_another_calendar_brings_its_own_team_and_places(editor):
    team = editor.page.locator("#team option")
    expect(team.filter(has_text="James Whitfield")).to_have_count(1)
    editor.choose(calendar_id="Nutrición")
    expect(team.filter(has_text="Daniel Ortega")).to_have_count(1)
    expect(team.filter(has_text="James Whitfield")).to_have_count(0)
    editor.check("place-calendar")
    expect(editor.page.locator(".places")).to_contain_text("Consulta 1")
    expect(editor.review).to_contain_text("The new calendar has free times and places")
    editor.in_order()


def test_a_whole_series_and_one_of_it_are_two_addresses(
    page, live, ana, names, sandbox
):
    series = sandbox.cast()["series"]["weekly"]
    editor = open_editor(page, ana, series)
    scope = page.locator(".scope")
    # Who came from no occurrence has nothing to choose from.
    expect(scope.locator(".tag")).to_have_text("Whole series")
    page.locator(".occ__i").nth(3).click()
    expect(scope.get_by_role("link", name="Only this one")).to_have_attribute(
        "aria-current", "true"
    )
    scope.get_by_role("link", name="Whole series").click()
    expect(scope.get_by_role("link", name="Whole series")).to_have_attribute(
        "aria-current", "true"
    )
    page.locator("[data-section=repeat] summary").click()
    page.locator("#rr-raw").check()
    rule = editor.field("rrule").input_value()
    editor.type(rrule=rule.replace("COUNT=10", "COUNT=12"))
    editor.has_changes(1)
    expect(editor.review).to_contain_text("The repeat rule applies, because")
    assert editor.request()["rrule"].endswith(rule.partition("\n")[2])
    editor.in_order()


def test_hostile_text_is_only_ever_text(page, live, ana, names, book, sandbox):
    payload = "\"><script>window.hit=1</script><img src=x onerror='window.hit=1'>"
    booked = book(title=payload, description=payload, address=payload)
    editor = open_editor(page, ana, booked["id"])
    for name in ("title", "description", "address"):
        expect(editor.field(name)).to_have_value(payload)
    editor.check("place-own")
    editor.type(title="x" + payload, description="y" + payload, address="z" + payload)
    editor.has_changes(3)
    expect(page.locator("#was-what")).to_contain_text(payload)
    editor.save()
    editor.says("Saved")
    expect(page.locator("#record")).to_contain_text("x" + payload)
    assert page.evaluate("window.hit") is None
    assert page.locator("#main script, #main img").count() == 0


def test_an_hour_that_happens_twice_is_chosen_once(editor, sandbox, booked):
    page, second = editor.page, editor.field("offset-2")
    editor.type(date="31/10/2027", start="02:30", end="04:00")
    editor.check("offset-2")
    expect(editor.review).to_contain_text("T02:30:00+01:00")
    expect(second).to_be_checked()
    expect(second).to_be_focused()
    with page.expect_response(re.compile("/_review/$")):
        editor.type(title="Otro", end="luego")
    expect(second).to_be_checked()
    with page.expect_response(re.compile("/_review/$")):
        editor.type(date="31/")
    expect(second).to_be_checked()
    editor.type(date="31/10/2027", end="04:00")
    expect(editor.review).to_contain_text("T02:30:00+01:00")
    editor.in_order()
    editor.save()
    editor.says("Saved.")
    assert puts(sandbox, booked["id"])[0]["startTime"] == "2027-10-31T02:30:00+01:00"


def test_another_way_of_writing_the_same_is_no_change(editor):
    with editor.page.expect_response(re.compile("/_review/$")):
        editor.type(start="1200", title=" Rehabilitación de hombro")
    expect(editor.page.locator("[data-changed]")).to_have_count(0)
    expect(editor.review).to_be_hidden()
    expect(editor.field("start")).to_have_value("12:00")
    editor.in_order()


def test_what_cannot_be_sent_is_said_when_the_field_is_left(editor):
    page, start = editor.page, editor.field("start")
    with page.expect_response(re.compile("/_review/$")):
        start.fill("25:99")
    expect(page.locator("#slot-start")).to_be_empty()
    page.keyboard.press("Tab")
    expect(page.locator("#slot-start")).to_contain_text("“25:99” is not a time")
    expect(start).to_have_attribute("aria-invalid", "true")
    expect(start).to_have_value("25:99")
    expect(editor.field("end")).to_be_focused()
    expect(page.locator("#live")).to_contain_text("Start: “25:99” is not a time")
    editor.in_order()
    with page.expect_response(re.compile("/_review/$")):
        start.fill("25:9")
    expect(page.locator("#slot-start")).to_be_empty()
    expect(start).not_to_have_attribute("aria-invalid", "true")
    start.blur()
    expect(page.locator("#slot-start")).to_contain_text("“25:9” is not a time")


def test_a_place_is_only_asked_for_when_its_section_is_left(editor):
    page = editor.page
    with page.expect_response(re.compile("/_review/$")):
        editor.check("place-own")
    slot = page.locator("#slot-meeting_location_type")
    expect(slot).to_be_empty()
    editor.field("title").focus()
    expect(slot).to_contain_text("Choose a kind of place")
    editor.in_order()


def test_a_section_left_while_the_review_is_on_its_way_is_told_too(editor):
    page = editor.page
    held = []
    page.route("**/_review/", lambda route: held.append(route), times=1)
    with page.expect_request("**/_review/"):
        editor.check("place-own")
    editor.field("title").focus()
    held[0].continue_()
    expect(page.locator("#slot-meeting_location_type")).to_contain_text(
        "Choose a kind of place"
    )
