"""What somebody has open is read again by a worker, within what may be read."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from appointments.edits import watching
from appointments.edits.presence import LASTS, Presence
from appointments.index import reading
from appointments.index.ration import Ration
from appointments.index.tables import Appointment
from appointments.work.duties import DUTIES
from appointments.work.worker import work_off
from people.models import User
from tests.conftest import Book
from tests.sandboxed import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]
DUTY = [duty for duty in DUTIES if duty.name == "next_open"]


@pytest.fixture
def opened(book: Book, ana: User, marta: User) -> str:
    """The id of what two have open, read a while ago, and changed in Leadway since."""
    event_id = str(book(title="Antes")["id"])
    reading.load(event_id)
    for who in (ana, marta):
        Presence.note(who.pk, event_id, changing="", known=None)
    pass_by()
    return event_id


def pass_by(time: timedelta = watching.EVERY) -> None:
    at = timezone.now() - time
    Appointment.objects.update(seen_at=at)
    Presence.objects.exclude(asked_at=None).update(asked_at=at)


def reads(sandbox: Sandbox, event_id: str) -> int:
    asked = [entry["path"] for entry in sandbox.journal("GET")]
    return sum(path.endswith(f"/{event_id}") for path in asked)


def title_of(event_id: str) -> Any:
    row = Appointment.of(event_id)
    return row and row.record and row.record.title


def test_a_change_in_leadway_is_seen_without_anybody_touching_the_page(
    opened: str, sandbox: Sandbox
) -> None:
    sandbox.put(opened, title="De fuera", appointmentStatus="confirmed")
    sandbox.clear()
    work_off(DUTY)
    assert title_of(opened) == "De fuera"
    # However many have it open, and not again at once.
    assert reads(sandbox, opened) == 1
    work_off(DUTY)
    assert reads(sandbox, opened) == 1
    pass_by()
    work_off(DUTY)
    assert reads(sandbox, opened) == 2


def test_what_nobody_has_open_any_more_is_not_read(
    opened: str, sandbox: Sandbox
) -> None:
    Presence.objects.update(seen_at=timezone.now() - LASTS)
    sandbox.clear()
    work_off(DUTY)
    assert reads(sandbox, opened) == 0


def test_it_leaves_to_people_what_is_left_of_the_limit(
    opened: str, sandbox: Sandbox
) -> None:
    Ration.pause(600)
    sandbox.clear()
    work_off(DUTY)
    assert reads(sandbox, opened) == 0


def test_what_may_not_be_read_is_left_alone_for_a_while(
    opened: str, sandbox: Sandbox
) -> None:
    sandbox.fault("scope", method="GET", path=opened)
    sandbox.control("DELETE", "journal")
    for _ in range(3):
        work_off(DUTY)
        Appointment.objects.update(seen_at=timezone.now() - watching.EVERY)
    assert reads(sandbox, opened) == 1
    pass_by(watching.LEFT_ALONE)
    work_off(DUTY)
    assert reads(sandbox, opened) == 2
