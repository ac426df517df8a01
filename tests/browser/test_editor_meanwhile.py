"""While somebody types: a change from outside, and the draft that is left behind."""

import re
import threading
import time

import pytest
from playwright.sync_api import expect

from appointments.editor import drafts
from appointments.edits.drafts import Draft
from tests.browser.editor import Editor, open_editor
from tests.working import until

TYPED_AS_IT_ARRIVES = """() => {
  const fresh = document.querySelector("keep-fresh");
  let typed = false;
  addEventListener("htmx:before:swap", ({ detail: { ctx } }) => {
    if (typed || ctx.sourceElement !== fresh) return;
    typed = true;
    const title = document.getElementById("f-title");
    title.value = "La mía";
    title.dispatchEvent(new Event("input", { bubbles: true }));
  }, { capture: true });
  fresh.look();
}"""


@pytest.fixture
def booked(book):
    return book(description="Trae la resonancia.")


@pytest.fixture
def editor(page, live, ana, names, booked, settings) -> Editor:
    # A reading counts as old at once: each event that asks for one gets one.
    settings.LEADWAY_FRESH_S = 0.1
    return open_editor(page, ana, booked["id"])


def freshen(editor: Editor) -> None:
    """Come near Save, as a pointer does, and wait for the reading that it asks for."""
    with editor.page.expect_response(re.compile("/_fresh/$")):
        editor.page.evaluate("document.querySelector('keep-fresh').last = 0")
        editor.save_button.dispatch_event("pointerover")


def test_focus_and_caret_stay_while_the_review_and_a_reading_arrive(editor, sandbox):
    page, title = editor.page, editor.field("title")
    title.click()
    page.keyboard.press("Home")
    page.keyboard.type("Nueva ")
    editor.has_changes(1)
    expect(title).to_be_focused()
    sandbox.put(editor.event_id, appointmentStatus="noshow", toNotify=False)
    freshen(editor)
    expect(editor.moved).to_contain_text("Changed in Leadway while this page was open")
    expect(title).to_be_focused()
    page.keyboard.type("cita: ")
    expect(title).to_have_value("Nueva cita: Rehabilitación de hombro")
    expect(editor.moved).to_contain_text("What you typed stays.")
    editor.in_order()
    editor.save()
    editor.says("Changed elsewhere meanwhile, and kept: Status.")
    assert sandbox.get(editor.event_id)["appointmentStatus"] == "noshow"


def test_a_change_elsewhere_renews_a_form_that_nobody_has_touched(editor, sandbox):
    sandbox.put(
        editor.event_id,
        title="Cambiada fuera",
        appointmentStatus="confirmed",
        toNotify=False,
    )
    with editor.page.expect_response(re.compile("/_fresh/$")):
        editor.page.evaluate("document.querySelector('keep-fresh').look()")
    expect(editor.moved).to_contain_text("You see the new values now.")
    expect(editor.field("title")).to_have_value("Cambiada fuera")
    expect(editor.review).to_be_hidden()
    editor.in_order()


def test_a_change_during_a_reading_is_found_by_the_one_after_it(editor, sandbox):
    look = "document.querySelector('keep-fresh').look()"
    # What it answers was read before the change, and arrives after it.
    rule = {"method": "GET", "path": f"/appointments/{editor.event_id}$"}
    sandbox.fault("slow_after", times=1, seconds=2, **rule)
    with editor.page.expect_request(re.compile("/_fresh/$")):
        editor.page.evaluate(look)
    editor.page.wait_for_timeout(1_000)
    sandbox.put(editor.event_id, title="Cambiada fuera", toNotify=False)
    editor.page.evaluate(look)
    expect(editor.field("title")).to_have_value("Cambiada fuera")


def test_what_is_typed_as_a_change_elsewhere_arrives_is_a_conflict(editor, sandbox):
    """What came would have stood below it, where nobody could see it."""
    sandbox.put(
        editor.event_id,
        title="Cambiada fuera",
        appointmentStatus="confirmed",
        toNotify=False,
    )
    editor.page.evaluate(TYPED_AS_IT_ARRIVES)
    expect(editor.moved).to_contain_text("What you typed stays.")
    expect(editor.field("title")).to_have_value("La mía")
    editor.save()
    expect(editor.answer.locator(".conf")).to_contain_text("Cambiada fuera")
    assert sandbox.get(editor.event_id)["title"] == "Cambiada fuera"


def test_leaving_asks_and_what_was_typed_is_offered_again(editor, sandbox):
    page = editor.page
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    with page.expect_response(re.compile("/_review/$")):
        editor.type(title="A medias")
    page.locator(".side .nav a").first.click()
    page.wait_for_url("**/")
    assert asked == ["beforeunload"]
    editor.open()
    expect(editor.field("title")).to_have_value("Rehabilitación de hombro")
    expect(editor.answer).to_contain_text("You were changing this")
    editor.in_order()
    editor.answer.get_by_role("link", name="Go on").click()
    expect(editor.field("title")).to_have_value("A medias")
    editor.has_changes(1)
    editor.save()
    editor.says("Saved.")
    editor.open()
    expect(editor.answer.locator(".banner")).to_have_count(0)
    assert asked == ["beforeunload"]


def test_what_no_review_has_seen_is_kept_as_the_page_goes(editor):
    page = editor.page
    page.on("dialog", lambda dialog: dialog.accept())
    # The page's own review sees nothing of it: only what goes as the page does.
    page.route(
        re.compile("/_review/$"),
        lambda route: (
            route.continue_()
            if route.request.resource_type == "ping"
            else route.fulfill(status=204)
        ),
    )
    editor.type(title="A última hora")
    page.locator(".side .nav a").first.click()
    page.wait_for_url("**/")
    until(lambda: Draft.objects.filter(typed__title="A última hora").exists())
    editor.open()
    expect(editor.answer).to_contain_text("You were changing this")


def test_discarding_asks_nothing_and_leaves_no_draft(editor):
    page = editor.page
    page.on("dialog", lambda dialog: pytest.fail("asked although it was on purpose"))
    with page.expect_response(re.compile("/_review/$")):
        editor.type(title="Mejor no")
    editor.press("Discard", within=editor.review)
    expect(editor.field("title")).to_have_value("Rehabilitación de hombro")
    expect(editor.review).to_be_hidden()
    expect(editor.answer.locator(".banner")).to_have_count(0)


def test_a_review_on_its_way_keeps_no_draft_after_a_discard(editor, monkeypatch):
    keep, begun = drafts.keep, threading.Event()

    def slowly(*of_the_form):
        begun.set()
        time.sleep(1)
        keep(*of_the_form)

    monkeypatch.setattr(drafts, "keep", slowly)
    editor.type(title="Mejor no")
    assert begun.wait(30)
    editor.press("Discard", within=editor.review)
    expect(editor.field("title")).to_have_value("Rehabilitación de hombro")
    # Longer than what was on its way took.
    editor.page.wait_for_timeout(1500)
    editor.open()
    expect(editor.answer.locator(".banner")).to_have_count(0)
