"""The history with each kind of entry, with nothing in it, and as it is searched."""

import uuid
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from appointments.edits import saving
from appointments.edits.outside import Outside
from appointments.edits.tables import Edit
from appointments.leadway.records import AppointmentRecord
from people.models import User
from tests.browser.sweep.sweeping import Sweep
from tests.conftest import Book
from tests.edits.waiting import waits
from tests.intents import intent
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db


def test_it_is_as_it_should_be_in_every_state(
    sweep: Sweep, live: str, marta: User, book: Book, names: Any, sandbox: Sandbox
) -> None:
    page = sweep.page
    sweep.sign_in(marta)
    sweep.visit("/history/", "/history/?q=zzzz")
    edit = saving.save(intent(book(title="Antes"), marta, title="Después"))
    Outside.objects.create(
        event_id=edit.event_id,
        known_at=timezone.now(),
        found_at=timezone.now(),
        fields=["title"],
        before=AppointmentRecord(id=edit.event_id, title="Antes"),
        after=AppointmentRecord(id=edit.event_id, title="Fuera"),
    )
    waits(book(title="Antes"), marta, sandbox, title="Una palabra larga " * 10)
    sweep.visit("/history/", "/history/?who=outside")
    expect(page.locator(".hist__row")).to_have_count(1)
    for _ in range(60):
        edit.pk, edit.form_key = None, uuid.uuid4()
        edit._state.adding = True
        edit.save()
    sweep.visit("/history/")
    page.locator(".pager__next").click()
    expect(page.locator(".hist__row")).to_have_count(13)
    sweep.look("an earlier page of the history")
    page.goto("/history/")
    page.locator("#history-state").focus()
    page.locator("#history-state").select_option("pending")
    expect(page.locator(".hist__row")).to_have_count(1)
    expect(page.locator("#history-state")).to_be_focused()
    assert Edit.objects.count() == 62
    assert sweep.found == []
