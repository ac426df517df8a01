"""The history on a phone: what stands in a row stands on nothing else."""

from typing import Any

import pytest
from playwright.sync_api import expect

from appointments.edits import saving
from appointments.edits.tables import Edit
from people.models import User
from tests.browser.conftest import PHONE, axe, fits
from tests.browser.editor import signed_in
from tests.conftest import Book
from tests.intents import intent
from tests.sandboxed import Sandbox

# The parts of a row that are taller than the room that they have.
TOO_TALL = """(row) => [...row.cells]
  .filter((cell) => cell.scrollHeight > cell.clientHeight + 1)
  .map((cell) => cell.className)"""


def test_a_row_of_many_changes_has_room_for_each_of_them(
    page, live: str, ana: User, names, book: Book, sandbox: Sandbox
) -> None:
    booked = book()
    changes: dict[str, Any] = {"title": "Después", "address": "Sala 5"}
    edit = saving.save(intent(booked, ana, appointment_status="noshow", **changes))
    assert edit.state == Edit.State.ACCEPTED
    signed_in(page, ana, "es")
    page.set_viewport_size(PHONE)
    page.goto(f"/history/?of={booked['id']}")
    row = page.locator(f"#e{edit.pk}")
    expect(row.get_by_role("button")).to_have_count(4)
    assert row.evaluate(TOO_TALL) == []
    assert fits(page)
    axe(page)
    row.get_by_role("button").first.click()
    expect(row.locator(".said")).to_contain_text("Deshecho")


@pytest.mark.parametrize("screen", [PHONE, {"width": 1440, "height": 900}])
def test_what_went_over_the_wire_opens_in_its_row(
    page, live: str, ana: User, names, book: Book, sandbox: Sandbox, screen
) -> None:
    booked = book()
    edit = saving.save(intent(booked, ana, title="Después"))
    signed_in(page, ana, "es")
    page.set_viewport_size(screen)
    page.goto(f"/history/?of={booked['id']}")
    row = page.locator(f"#e{edit.pk}")
    row.locator("summary").click()
    expect(row.locator(".raw")).to_contain_text("Llamadas hechas")
    expect(row.locator(".raw")).to_contain_text('"toNotify": false')
    assert fits(page)
    axe(page)
