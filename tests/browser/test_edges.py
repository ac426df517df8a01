"""Edges of the editor and around it: nothing hangs over, or is pressed twice."""

import pytest
from playwright.sync_api import Route, expect

from appointments.index import days
from tests import own_day
from tests.browser.editor import Editor, open_editor, signed_in


@pytest.fixture
def booked(book):
    return book()


@pytest.fixture
def editor(page, live, ana, names, booked) -> Editor:
    return open_editor(page, ana, booked["id"])


def box(page, selector):
    found = page.locator(selector).first.bounding_box()
    assert found
    return found


def test_the_bar_has_room_above_its_line_and_its_icons_stand_in_a_row(editor):
    editor.type(date="3 Jan 2020", title="Otro")
    editor.has_changes(2)
    expect(editor.review).to_contain_text("This moves it into the past.")
    page = editor.page
    above = box(page, ".review__n")["y"] - box(page, "#review")["y"]
    assert above >= 8
    bell, warning = (
        box(page, f"{where} > .icon") for where in (".review__s", ".review__warn")
    )
    assert abs(bell["x"] - warning["x"]) < 1


def test_automations_are_called_on_only_while_they_are(editor):
    switch = editor.page.get_by_role("switch", name="Run automations")
    said = editor.page.locator("#sec-options").get_by_text("on for this save")
    expect(switch).not_to_be_checked()
    expect(said).to_be_hidden()
    switch.check()
    expect(said).to_be_visible()


def test_nothing_is_discarded_while_it_is_saved(editor):
    held: list[Route] = []
    editor.page.route(
        f"**/appointments/{editor.event_id}/", lambda route: held.append(route)
    )
    editor.type(title="Otro")
    editor.has_changes(1)
    editor.save()
    discard = editor.review.get_by_role("button", name="Discard")
    expect(discard).to_be_disabled()
    held[0].continue_()
    editor.says("Saved.")
    editor.page.unroute(f"**/appointments/{editor.event_id}/")
    editor.type(title="Otro más")
    expect(discard).to_be_enabled()


def test_free_times_end_where_the_page_does(page, live, ana, names, book):
    booked = book(start=next(own_day.bookable).at(10))
    open_editor(page, ana, booked["id"])
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.locator(".slot").first).to_be_visible()
    slots, strip = box(page, ".slots__c"), box(page, ".strip")
    assert slots["x"] + slots["width"] <= strip["x"] + strip["width"] + 0.5


def test_the_box_to_paste_into_is_wide(page, live, ana, names):
    signed_in(page, ana)
    page.goto("/open/")
    assert box(page, "#open-again")["width"] > 480


@pytest.mark.parametrize("address", ["/?date={}", "/calendar/?day={}"])
def test_a_banner_that_touches_the_edges_has_no_round_corners(
    page, live, ana, names, book, own, address
):
    book(raw={"startTime": "soon"})
    days.refresh(own.day, pressed=True)
    signed_in(page, ana)
    page.goto(address.format(own))
    expect(page.locator(".notices .banner")).to_contain_text("time cannot be read")
    banner, sheet = box(page, ".notices .banner"), box(page, ".sheet")
    touches = banner["x"] - sheet["x"] < 4
    round_by = page.locator(".notices .banner").evaluate(
        "one => getComputedStyle(one).borderRadius"
    )
    assert (round_by == "0px") == touches


def test_one_line_of_free_times_takes_no_more_room_than_one(
    page, live, ana, names, book, sandbox
):
    sandbox.fault("error_503", method="GET", path="free-slots")
    booked = book(start=next(own_day.bookable).at(10))
    open_editor(page, ana, booked["id"])
    said = page.locator("#availability .slots__none")
    expect(said).to_contain_text("not known")
    assert (
        box(page, "#availability .slots")["height"]
        < 2 * box(page, ".slots__none")["height"]
    )
