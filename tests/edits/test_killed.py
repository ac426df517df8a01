"""What is in the database when a process is killed in the middle of a save."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db.models import F
from django.utils import timezone

from appointments.edits import settling
from appointments.edits.settling import Found
from appointments.edits.tables import Edit
from appointments.index import reading
from appointments.index.tables import Appointment
from appointments.work.duties import DUTIES
from appointments.work.worker import work_off
from people.models import User
from tests.conftest import Book
from tests.database import address_of_database
from tests.dying import MOMENTS
from tests.edits.lost import pass_by
from tests.edits.waiting import waits
from tests.intents import puts
from tests.sandboxed import LOCATION_ID, ROOT, TOKEN, Sandbox

pytestmark = pytest.mark.django_db(transaction=True)
Save = Callable[..., subprocess.Popen[bytes]]
KILLED = -signal.SIGKILL
# What a worker does about edits.
ABOUT_EDITS = [
    duty for duty in DUTIES if duty.name in ("settle_lost", "next_look", "next_unsent")
]


@pytest.fixture
def save(sandbox: Sandbox, ana: User, tmp_path: Path) -> Iterator[Save]:
    """Begin a save by Ana in another process."""
    begun: list[subprocess.Popen[bytes]] = []
    told = {
        "DATABASE_URL": address_of_database(),
        "DJANGO_SETTINGS_MODULE": "leadway_admin.settings",
        "LEADWAY_ADMIN_ENV": "development",
        "LEADWAY_ADMIN_VAR": str(tmp_path),
        "LEADWAY_BASE_URL": sandbox.url,
        # So short that a record read before is read again.
        "LEADWAY_FRESH_S": "0.01",
        "LEADWAY_LOCATION_ID": LOCATION_ID,
        "LEADWAY_TOKEN": TOKEN,
    }

    def begin(*asked: str, dies_at: str = "") -> subprocess.Popen[bytes]:
        """Ask for a save of an appointment, or for an edit that waits to be sent."""
        asked = asked if asked[0].isdecimal() else (*asked, "ana", "Después")
        command = [sys.executable, "-m", "tests.dying", *asked]
        environment = os.environ | told | {"DIES_AT": dies_at}
        begun.append(subprocess.Popen(command, cwd=ROOT, env=environment))
        return begun[-1]

    yield begin
    for process in begun:
        process.kill()
        process.wait()


def until(seen: Callable[[], Any]) -> None:
    deadline = time.monotonic() + 60
    while not seen():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.05)


def in_flight() -> bool:
    return Edit.objects.exclude(sent_at=None).filter(tries=1).exists()


def dies_in_flight(
    save: Save, booked: dict[str, Any], *, at: Callable[[], Any] = in_flight
) -> Edit:
    process = save(booked["id"])
    until(in_flight)
    until(at)
    process.kill()
    process.wait()
    return Edit.objects.get()


def test_a_process_killed_in_flight_leaves_a_note_of_what_it_sent(
    book: Book, save: Save, sandbox: Sandbox
) -> None:
    booked = book(title="Antes")
    sandbox.fault("slow", method="PUT", seconds=3)
    edit = dies_in_flight(save, booked)
    assert edit.in_flight
    assert (edit.person_name, edit.changes.title) == ("Ana Beltrán", "Después")
    assert (edit.body or {})["title"] == "Después"
    assert (edit.tries, edit.finished_at) == (1, None)


def test_a_write_that_landed_after_the_death_is_found(
    book: Book, save: Save, sandbox: Sandbox
) -> None:
    booked = book(title="Antes")
    sandbox.fault("slow", method="PUT", seconds=3, times=1)
    # The fault is used up as soon as the whole request has come.
    edit = dies_in_flight(save, booked, at=lambda: not sandbox.control("GET", "faults"))
    Edit.objects.update(sent_at=timezone.now() - timedelta(minutes=2))
    assert settling.settle_lost() == 1
    edit.refresh_from_db()
    until(lambda: puts(sandbox, booked["id"]))
    assert settling.read_back(edit) == Found.APPLIED
    assert len(puts(sandbox, booked["id"])) == 1


def test_a_process_killed_before_the_call_leaves_an_edit_that_waits(
    book: Book, save: Save, sandbox: Sandbox
) -> None:
    """It is noted, and dies while it reads the record first: nothing has left."""
    booked = book(title="Antes")
    reading.load(booked["id"])
    sandbox.fault("slow", method="GET", path=booked["id"], seconds=4)
    process = save(booked["id"])
    until(Edit.objects.exists)
    process.kill()
    process.wait()
    assert Edit.objects.get().waiting
    assert puts(sandbox, booked["id"]) == []
    assert settling.settle_lost() == 0


def settle() -> None:
    """Let workers do what they do by themselves within some minutes."""
    minute = timedelta(minutes=1)
    Edit.objects.update(made_at=F("made_at") - minute)
    claimed = Appointment.objects.filter(leased_until__isnull=False)
    claimed.update(leased_until=F("leased_until") - minute)
    for _ in range(8):
        pass_by()
        work_off(ABOUT_EDITS)


@pytest.mark.parametrize("moment", MOMENTS)
def test_whenever_it_is_killed_the_change_is_there_or_was_never_noted(
    book: Book, save: Save, sandbox: Sandbox, moment: str
) -> None:
    booked = book(title="Antes")
    sandbox.clear()
    assert save(booked["id"], dies_at=moment).wait() == KILLED
    assert len(puts(sandbox, booked["id"])) <= 1
    settle()
    edits = list(Edit.objects.all())
    if moment == "before the note":
        assert edits == []
        assert sandbox.get(booked["id"])["title"] == "Antes"
        assert puts(sandbox, booked["id"]) == []
        return
    [edit] = edits
    assert edit.state == Edit.State.ACCEPTED
    assert sandbox.get(booked["id"])["title"] == "Después"
    assert len(puts(sandbox, booked["id"])) == 1


@pytest.mark.parametrize("moment", [one for one in MOMENTS if "note" not in one])
def test_a_worker_that_is_killed_while_it_sends_leaves_it_to_another(
    book: Book, ana: User, save: Save, sandbox: Sandbox, moment: str
) -> None:
    booked = book(title="Antes")
    edit = waits(booked, ana, sandbox, title="Después")
    refused = len(puts(sandbox, booked["id"]))
    assert save(str(edit.pk), dies_at=moment).wait() == KILLED
    settle()
    edit.refresh_from_db()
    assert edit.state == Edit.State.ACCEPTED
    assert sandbox.get(booked["id"])["title"] == "Después"
    assert len(puts(sandbox, booked["id"])) - refused == 1
