"""What a screen reader hears: each result, refusal and news once, with its name."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from appointments.index import days
from tests.browser.editor import Editor, open_editor, signed_in
from tests.own_day import OwnDay
from tests.sandboxed import Sandbox

# Everything that was put into the two places that speak, in order.
HEAR = """
window.heard = [];
document.addEventListener("DOMContentLoaded", () => {
  for (const id of ["live", "live-urgent"]) {
    const place = document.getElementById(id);
    if (place) new MutationObserver((all) => {
      for (const { addedNodes } of all)
        for (const one of addedNodes) window.heard.push(one.textContent);
    }).observe(place, { childList: true });
  }
});
"""


@pytest.fixture
def editor(
    page: Page, live: str, ana: Any, names: Any, book: Any, settings: Any
) -> Editor:
    settings.LEADWAY_FRESH_S = 120
    page.add_init_script(HEAR)
    return open_editor(page, ana, book(description="Trae la resonancia.")["id"])


def heard(page: Page, words: str) -> int:
    """Wait until these words were spoken, and return how often they were."""
    page.wait_for_function(
        "(words) => heard.some((one) => one.includes(words))", arg=words
    )
    return int(
        page.evaluate(
            "(words) => heard.filter((one) => one.includes(words)).length", words
        )
    )


def named(page: Page) -> None:
    """Whatever has the focus has a role and a name."""
    role, name = page.evaluate(
        "() => { const one = document.activeElement;"
        " const by = document.getElementById(one.getAttribute('aria-labelledby'));"
        " return [one.getAttribute('role') ?? one.localName, by?.textContent ?? '']; }"
    )
    assert role in ("group", "section", "alert", "status")
    assert name.strip()


def test_the_title_says_that_something_was_refused_as_long_as_it_was(
    editor: Editor, sandbox: Sandbox
) -> None:
    page = editor.page
    expect(page).not_to_have_title(re.compile("^Error:"))
    editor.type(date="nunca")
    editor.save()
    editor.says("Not saved yet")
    named(page)
    expect(page).to_have_title(re.compile("^Error: "))
    editor.press("Undo: When")
    sandbox.fault("unprocessable", method="PUT", times=1, message="title is too odd")
    editor.type(title="Rechazada")
    editor.save()
    expect(editor.answer).to_contain_text("title is too odd")
    named(page)
    expect(page).to_have_title(re.compile("^Error: "))
    editor.save()
    editor.says("Saved.")
    named(page)
    expect(page).not_to_have_title(re.compile("Error:"))


def test_who_types_on_hears_of_a_refusal(editor: Editor, sandbox: Sandbox) -> None:
    sandbox.fault("unprocessable", method="PUT", times=1, message="title is too odd")
    sandbox.fault("slow", method="PUT", times=1, seconds=2)
    editor.field("title").fill("Rechazada")
    editor.field("title").press("Enter")
    editor.field("description").focus()
    editor.page.keyboard.type("Sigo")
    expect(editor.answer).to_contain_text("title is too odd")
    expect(editor.field("description")).to_be_focused()
    title = editor.answer.locator("h2").text_content() or ""
    assert heard(editor.page, title.strip()) == 1


def test_what_takes_longer_than_a_second_is_said_to_be_saving(
    editor: Editor, sandbox: Sandbox
) -> None:
    sandbox.fault("slow", method="PUT", times=1, seconds=2)
    editor.type(title="Otra")
    editor.save()
    assert heard(editor.page, "Saving…") == 1
    editor.says("Saved.")


def test_what_changed_elsewhere_is_said_once(
    editor: Editor, sandbox: Sandbox, settings: Any
) -> None:
    settings.LEADWAY_FRESH_S = 0
    editor.type(description="Mía")
    sandbox.put(editor.event_id, title="De Marta", appointmentStatus="confirmed")
    for _ in range(3):
        editor.page.evaluate("document.querySelector('keep-fresh').look()")
        expect(editor.moved).to_contain_text("Changed in Leadway")
        expect(editor.page.locator(".htmx-request")).to_have_count(0)
    assert heard(editor.page, "Changed in Leadway while this page was open") == 1


def test_a_conflict_says_whose_value_is_chosen(
    editor: Editor, sandbox: Sandbox, settings: Any
) -> None:
    settings.LEADWAY_FRESH_S = 0
    editor.type(title="La mía")
    sandbox.put(editor.event_id, title="La suya", appointmentStatus="confirmed")
    sandbox.clear()
    editor.save()
    editor.says("Someone changed this appointment")
    named(editor.page)
    expect(editor.page).to_have_title(re.compile("^Error: "))
    for name in ("Title: now in Leadway, La suya", "Title: yours, La mía"):
        expect(editor.page.get_by_role("radio", name=name, exact=True)).to_be_visible()


def test_buttons_name_their_section(editor: Editor) -> None:
    editor.type(title="Otra", start="13:15")
    for name in (
        "Undo: When",
        "Undo: What",
        "Save just this: When",
        "Save just this: What",
    ):
        expect(editor.page.get_by_role("button", name=name, exact=True)).to_be_visible()


@pytest.mark.django_db
def test_finished_reading_is_said(
    page: Page, live: str, ana: Any, names: Any, book: Any, own: OwnDay
) -> None:
    book()
    days.refresh(own.day, pressed=True)
    page.add_init_script(HEAR)
    signed_in(page, ana)
    page.goto(f"/?date={own}")
    page.locator("#read-again").click()
    assert heard(page, "Read from Leadway: 1 appointment.") == 1
