"""What is in the database when a process is killed in the middle of a save."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from appointments.edits import settling
from appointments.edits.settling import Found
from appointments.edits.tables import Edit
from appointments.index import reading
from people.models import User
from tests.conftest import Book
from tests.database import address_of_database
from tests.intents import puts
from tests.sandboxed import LOCATION_ID, ROOT, TOKEN, Sandbox

pytestmark = pytest.mark.django_db(transaction=True)
Save = Callable[[str], subprocess.Popen[bytes]]


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

    def begin(event_id: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "tests.dying", event_id, "ana", "Después"]
        environment = os.environ | told
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
