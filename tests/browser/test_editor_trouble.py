"""When a save does not simply work: what is said, what is kept, and the way on."""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from appointments.edits import settling
from appointments.index import reading
from tests import held
from tests.browser.conftest import PHONE
from tests.browser.editor import Editor, open_editor, puts


@pytest.fixture
def booked(book):
    return book()


@pytest.fixture
def editor(page, live, ana, names, booked, settings) -> Editor:
    settings.LEADWAY_FRESH_S = 120
    return open_editor(page, ana, booked["id"])


def test_what_cannot_leave_waits_and_is_sent_again(editor, sandbox, booked):
    editor.check("status-showed")
    editor.type(title="Sin red")
    sandbox.stop()
    editor.save()
    editor.says("Nothing was saved yet. Your changes are safe.")
    expect(editor.banner).to_be_focused()
    expect(editor.field("title")).to_have_value("Sin red")
    editor.page.reload()
    editor.says("Nothing was saved yet. Your changes are safe.")
    expect(editor.field("title")).to_have_value("Sin red")
    expect(editor.field("status-showed")).to_be_checked()
    sandbox.start()
    editor.press("Send again")
    editor.says("Saved. Leadway confirmed both fields.")
    (sent,) = puts(sandbox, booked["id"])
    assert (sent["title"], sent["appointmentStatus"]) == ("Sin red", "showed")
    editor.open()
    expect(editor.field("title")).to_have_value("Sin red")
    expect(editor.answer.locator(".banner, .receipt")).to_have_count(0)


def test_what_waits_can_be_taken_back(editor, sandbox, booked):
    sandbox.fault("rate_burst", method="PUT", times=1)
    editor.type(title="Al final no")
    editor.save()
    editor.says("Leadway asks us to slow down.")
    editor.press("Take back")
    editor.says("Taken back. Leadway still has the old values.")
    assert sandbox.get(booked["id"])["title"] == booked["title"]


def test_an_answer_that_got_lost_is_found_to_be_applied(editor, sandbox, booked):
    sandbox.fault("drop_after", method="PUT", times=1)
    editor.type(title="Llegó")
    editor.save()
    expect(editor.banner).to_contain_text("It was saved: Leadway holds what you asked")
    editor.in_order()
    assert len(puts(sandbox, booked["id"])) == 1
    editor.open()
    expect(editor.field("title")).to_have_value("Llegó")


def test_a_save_that_never_arrived_is_looked_for_before_it_is_sent_again(
    editor, sandbox, booked, monkeypatch
):
    monkeypatch.setattr(settling, "REREAD_AFTER_S", (0, 3, 3))
    sandbox.fault("drop_before", method="PUT", times=1)
    editor.type(title="No llegó")
    editor.save()
    # Not `says`, which takes its time: it is looked for by itself meanwhile.
    expect(editor.banner).to_contain_text("Not known yet whether Leadway saved this")
    expect(editor.page.get_by_role("button", name="Look now")).to_be_visible()
    editor.says("It was not saved")
    assert len(puts(sandbox, booked["id"])) == 1
    assert sandbox.get(booked["id"])["title"] == booked["title"]
    editor.press("Send again")
    editor.says("Saved. Leadway confirmed the change.")
    assert sandbox.get(booked["id"])["title"] == "No llegó"


def test_a_refusal_stands_beside_its_field_and_nothing_is_lost(editor, sandbox):
    sandbox.fault(
        "unprocessable",
        method="PUT",
        times=1,
        message=["title must be shorter", "something else altogether"],
    )
    editor.type(title="Rechazada", description="Sigue aquí")
    editor.save()
    editor.says("Not saved: Leadway refused this")
    title = editor.field("title")
    expect(title).to_have_attribute("aria-invalid", "true")
    expect(editor.page.locator("#slot-title")).to_contain_text("title must be shorter")
    editor.banner.get_by_role("link", name=re.compile("^Title")).click()
    expect(title).to_be_focused()
    expect(editor.field("description")).to_have_value("Sigue aquí")
    # Until this very field is changed, whatever else is.
    with editor.page.expect_response(re.compile("_review/$")):
        editor.type(description="Sigue aquí también")
    expect(editor.review).to_contain_text("Sigue aquí también")
    expect(editor.page.locator("#slot-title")).to_contain_text("title must be shorter")
    expect(title).to_have_attribute("aria-invalid", "true")
    editor.type(title="Otra")
    expect(editor.page.locator("#slot-title")).to_be_empty()
    expect(title).not_to_have_attribute("aria-invalid", "true")
    editor.has_changes(2)
    editor.save()
    editor.says("Saved.")
    expect(editor.field("title")).not_to_have_attribute("aria-invalid", "true")


def test_all_that_cannot_be_sent_is_said_at_once(editor, sandbox, booked):
    editor.type(date="el día menos pensado", start="25:00", end="luego")
    editor.type(title="x" * 300)
    editor.page.locator("[data-section=repeat] summary").click()
    editor.page.check("#rr-raw")
    editor.type(rrule="FREQ=NUNCA")
    editor.save()
    editor.says("Not saved yet: something here cannot be sent")
    for name in ("date", "start", "end", "title", "rrule"):
        expect(editor.field(name)).to_have_attribute("aria-invalid", "true")
        expect(editor.page.locator(f"#slot-{name}")).not_to_be_empty()
    expect(editor.banner.locator("li")).to_have_count(5)
    expect(editor.banner).to_contain_text("255 characters at most; this has 300.")
    editor.banner.get_by_role("link", name=re.compile("^End")).click()
    expect(editor.field("end")).to_be_focused()
    editor.type(date=booked["startTime"][:10], start="12:00", end="13:00")
    editor.save()
    expect(editor.banner.locator("li")).to_have_count(2)
    expect(editor.field("date")).not_to_have_attribute("aria-invalid", "true")
    assert puts(sandbox, booked["id"]) == []


def test_a_time_that_the_clock_leaves_out_or_has_twice(editor, sandbox, booked):
    editor.type(date="28/3/2027", start="02:30", end="04:00")
    editor.save()
    expect(editor.banner).to_contain_text("02:30 does not exist on")
    editor.type(date="31/10/2027")
    editor.save()
    expect(editor.banner).to_contain_text("02:30 happens twice. Choose which.")
    editor.in_order()
    editor.page.get_by_label("UTC+1").or_(editor.field("offset-2")).first.check()
    editor.save()
    editor.says("Saved.")
    assert puts(sandbox, booked["id"])[0]["startTime"] == "2027-10-31T02:30:00+01:00"


def test_an_overlap_is_named_before_and_at_the_save_and_never_forbids(
    editor, sandbox, booked, book, own
):
    reading.load(book(start=own.at(16), end=own.at(17))["id"])
    editor.type(start="16:30")
    expect(editor.review).to_contain_text("Marta Ruiz already has")
    editor.save()
    editor.says("This overlaps with another appointment")
    assert puts(sandbox, booked["id"]) == []
    editor.press("Save anyway")
    editor.says("Saved.")
    assert "T16:30" in puts(sandbox, booked["id"])[0]["startTime"]


PLACES = """() => [
  ...document.querySelectorAll("#apt-head, [data-section], #save")
].map(
  (element) => JSON.stringify(element.getBoundingClientRect())
)"""


@pytest.mark.parametrize("viewport", [{"width": 1440, "height": 900}, PHONE])
def test_nothing_jumps_when_the_session_has_ended(editor, viewport):
    page = editor.page
    page.set_viewport_size(viewport)
    page.context.add_cookies([{"name": "language", "value": "en", "url": page.url}])
    expect(page.locator("#slots-free[aria-busy=true]")).to_have_count(0)
    title = editor.field("title")
    title.press("End")
    # The first change shows what it was, and has the record read again.
    title.press_sequentially(" de")
    editor.has_changes(1)
    expect(page.locator(".htmx-request")).to_have_count(0)
    before = page.evaluate(PLACES)
    Session.objects.all().delete()
    title.press_sequentially(" nuevo")
    banner = page.locator("#alerts .banner")
    expect(banner).to_contain_text("You were signed out, so nothing was saved.")
    expect(title).to_be_focused()
    assert page.evaluate(PLACES) == before
    page.keyboard.press("Control+s")
    # Who pressed is asked to sign in here; the page stays as it is below.
    expect(page.get_by_role("dialog").get_by_label("Name")).to_be_focused()
    assert page.evaluate(PLACES) == before
    editor.in_order()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("main")).to_have_count(1)
    expect(title).to_have_value("Rehabilitación de hombro de nuevo")
    editor.in_order()


def test_a_save_that_cannot_be_noted_stays_in_its_place(editor, sandbox, booked):
    page = editor.page
    editor.type(title="Otro título")
    editor.has_changes(1)
    with held.locked():
        editor.save()
        editor.says("Not saved: this cannot be noted, so nothing was sent")
        expect(editor.banner).to_be_focused()
        expect(page.get_by_role("main")).to_have_count(1)
        expect(editor.field("title")).to_have_value("Otro título")
        expect(editor.save_button).to_be_enabled()
        assert puts(sandbox, booked["id"]) == []
        editor.type(description="Con un borrador que no cabe")
        expect(editor.review).to_contain_text("No draft can be kept at the moment")
    editor.save()
    editor.says("Saved. Leadway confirmed both fields.")
    assert len(puts(sandbox, booked["id"])) == 1
