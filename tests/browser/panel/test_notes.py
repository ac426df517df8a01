"""The contact and the notes of an appointment, in the panel over a page."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from appointments.connection import leadway
from tests.browser.conftest import PHONE, axe, fits
from tests.browser.panel.opened import opened, panel

pytestmark = pytest.mark.django_db


def test_notes_are_read_when_somebody_looks_and_written_there(
    day: Page, booked: list[dict[str, Any]]
) -> None:
    event_id = booked[0]["id"]
    leadway().add_note(event_id, "Llega tarde")
    asked: list[str] = []
    day.on("request", lambda request: asked.append(request.url))
    opened(day, booked[0])
    panel(day).get_by_role("tab", name="Edit").focus()
    assert not [url for url in asked if "/notes/" in url]
    day.keyboard.press("ArrowRight")
    notes = panel(day).locator("#notes")
    expect(notes.locator(".notes__body")).to_have_text("Llega tarde")
    axe(day)
    notes.get_by_label("New note").fill("No viene")
    day.keyboard.press("Escape")
    opened(day, booked[0])
    panel(day).get_by_role("tab", name="Contact").click()
    expect(notes.get_by_label("New note")).to_have_value("No viene")
    notes.get_by_role("button", name="Save the note").last.click()
    expect(notes).to_contain_text("The note is saved.")
    expect(notes.locator(".notes__body")).to_have_count(2)
    expect(notes.get_by_label("New note")).to_have_value("")
    assert {one.body for one in leadway().notes(event_id)} == {
        "Llega tarde",
        "No viene",
    }
    first = notes.locator(".notes__one").first
    first.locator("summary", has_text="Delete").click()
    expect(first).to_contain_text("Leadway cannot bring it back.")
    axe(day)
    first.get_by_role("button", name="Delete the note").click()
    expect(notes.locator(".notes__body")).to_have_count(1)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_contact_and_notes_fit_a_phone_in_spanish(
    day: Page, booked: list[dict[str, Any]], ana: Any, theme: str
) -> None:
    leadway().add_note(booked[0]["id"], "x" * 300)
    type(ana).objects.filter(pk=ana.pk).update(language="es", theme=theme)
    day.set_viewport_size(PHONE)  # type: ignore[arg-type]
    day.reload()
    opened(day, booked[0])
    panel(day).get_by_role("tab", name="Contacto").click()
    expect(panel(day).locator(".notes__body")).to_be_visible()
    assert fits(day)
    axe(day)
