"""The outbox in each of its groups, and with nothing in it."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from appointments.index import reading
from people.models import User
from tests.browser.sweep.sweeping import Sweep
from tests.conftest import Book
from tests.edits.unsettled import unknown
from tests.edits.waiting import passed, sent, waits
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db


def test_it_is_as_it_should_be_in_every_state(
    sweep: Sweep, live: str, marta: User, book: Book, names: Any, sandbox: Sandbox
) -> None:
    sweep.sign_in(marta)
    sweep.visit("/outbox/")
    old = waits(book(title="Antes"), marta, sandbox, appointment_status="showed")
    passed(old, timedelta(hours=1))
    stopped = waits(book(title="Antes"), marta, sandbox, title="Después")
    sandbox.put(stopped.event_id, title="Otra cosa")
    reading.current(stopped.event_id, within_s=0)
    sent()
    waits(book(title="Antes"), marta, sandbox, title="Después")
    unknown(book(title="Antes"), marta, sandbox, "drop_before", title="Después")
    sweep.visit("/outbox/", "/outbox/?mine")
    expect(sweep.page.locator(".ob")).to_have_count(4)
    assert sweep.found == []
