"""Who may only look, what is gone, what may not be read, and how one gets there."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import axe
from tests.browser.editor import Editor, open_editor, puts, signed_in


def test_who_may_only_look_sees_everything_and_can_change_nothing(
    page, live, carlos, names, book
):
    editor = open_editor(page, carlos, book()["id"])
    expect(editor.answer).to_contain_text("You can look, not change.")
    expect(editor.field("title")).to_be_disabled()
    expect(editor.field("status-showed")).to_be_disabled()
    expect(editor.save_button).to_have_count(0)
    expect(page.get_by_role("button", name="Discard")).to_have_count(0)
    editor.in_order()


def test_what_was_deleted_in_leadway_keeps_what_was_typed_and_then_is_read_only(
    page, live, ana, names, book, sandbox
):
    editor = open_editor(page, ana, book()["id"])
    editor.type(title="Demasiado tarde")
    sandbox.call("DELETE", f"/calendars/events/{editor.event_id}", json={})
    editor.save()
    editor.says("Leadway says it does not have this appointment")
    expect(editor.field("title")).to_have_value("Demasiado tarde")
    editor.open()
    expect(editor.answer).to_contain_text("It cannot be changed any more.")
    expect(editor.field("title")).to_be_disabled()
    editor.in_order()


@pytest.fixture
def write_only(sandbox):
    sandbox.switch(scopes=["calendars/events.write"])
    yield
    sandbox.switch(scopes=None)


def test_without_the_right_to_read_it_opens_by_id_and_can_be_changed(
    page, live, ana, book, sandbox, write_only
):
    editor = open_editor(page, ana, book()["id"])
    expect(page.locator("#record")).to_contain_text("is not allowed for this token")
    editor.in_order()
    editor.type(title="A ciegas")
    editor.save()
    expect(page.locator("#slot-appointment_status")).to_contain_text("Choose a status")
    editor.check("status-confirmed")
    editor.save()
    editor.says("Saved.")
    (sent,) = puts(sandbox, editor.event_id)
    assert (sent["title"], sent["appointmentStatus"]) == ("A ciegas", "confirmed")


def test_an_unknown_id_says_so_and_shows_the_way_back(page, live, ana, names):
    signed_in(page, ana)
    page.goto("/appointments/noSuchAppointment/")
    expect(page.locator("main h2")).to_contain_text("There is no appointment at this")
    axe(page)
    page.get_by_role("link", name="Go to today").click()
    expect(page).to_have_url(re.compile("/$"))


PASTED = (
    "{id}",
    ' "{id}" ',
    "https://app.example/v2/location/C2QujeCh8ZnC7al2InWR/appointments/{id}?tab=1",
    '{{"appointment": {{"id": "{id}", "title": "Uno"}}}}',
)


def test_an_id_a_link_or_json_opens_the_appointment(page, live, ana, names, book):
    event_id = book()["id"]
    signed_in(page, ana)
    for pasted in PASTED:
        page.goto("/open/")
        page.keyboard.press("Control+k")
        box = page.locator("#pal-q")
        box.fill(pasted.format(id=event_id))
        box.press("Enter")
        expect(page).to_have_url(re.compile(f"/appointments/{event_id}/$"))
        expect(Editor(page, event_id).field("title")).to_be_visible()


def test_an_occurrence_opens_by_its_id_and_nonsense_is_kept(
    page, live, ana, names, sandbox
):
    signed_in(page, ana)
    page.goto("/open/?q=%7Bnada%7D+que+sirva")
    expect(page.locator("main h2")).to_contain_text(
        "There is no appointment’s id in this"
    )
    again = page.locator("#open-again")
    expect(again).to_have_value("{nada} que sirva")
    axe(page)
    master = sandbox.get(sandbox.cast()["series"]["weekly"])
    start = int(page.evaluate("(t) => new Date(t).getTime()", master["startTime"]))
    again.fill(f"{master['id']}_{start}_2700")
    page.get_by_role("main").get_by_role("button", name="Open").click()
    scope = page.locator(".scope")
    expect(scope.get_by_role("link", name="Only this one")).to_have_attribute(
        "aria-current", "true"
    )
