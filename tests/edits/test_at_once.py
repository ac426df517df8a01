"""What several threads or processes do at the same moment, and none may spoil."""

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone
from pytest_django.fixtures import Settings

from appointments.index.copies import Calendar
from appointments.index.tables import Appointment
from appointments.leadway.records import AppointmentRecord
from leadway_admin import bundles
from leadway_admin.environment import own_secret
from leadway_admin.whole_files import write_whole
from tests.at_once import PATIENCE_S, at_once
from tests.database import address_of_database
from tests.sandboxed import ROOT

MANY = 16


def test_a_bundle_is_whole_for_everybody_who_asks_for_it_first(
    tmp_path: Path, settings: Settings
) -> None:
    """The first page of a new installation asks for a style sheet in many threads."""
    name, whole = "css/app.css", bundles.bundled("css/app.css")

    def served() -> bytes:
        return Path(bundles.BundleFinder().find(name)).read_bytes()

    for new in range(10):
        settings.VAR = tmp_path / str(new)
        assert at_once(*[served] * MANY) == [whole] * MANY
        made = (settings.VAR / "bundles" / "css").iterdir()
        assert [path.name for path in made] == ["app.css"]


def test_a_file_that_is_written_again_and_again_is_whole_at_any_moment(
    tmp_path: Path,
) -> None:
    path, contents = tmp_path / "a", {letter * 200_000 for letter in (b"a", b"b")}
    write_whole(path, min(contents))

    def rewritten() -> None:
        for content in sorted(contents) * 10:
            write_whole(path, content)

    def read() -> None:
        assert all(path.read_bytes() in contents for _ in range(50))

    at_once(rewritten, rewritten, read, read)
    assert list(tmp_path.iterdir()) == [path]


def test_the_secret_key_is_made_once(tmp_path: Path) -> None:
    path = tmp_path / "new" / "secret_key"
    made = set(at_once(*[lambda: own_secret(path)] * MANY))
    assert made == {path.read_text()}
    assert len(path.read_text()) >= 50
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def seen(*ids: str, title: str = "") -> list[AppointmentRecord]:
    return [AppointmentRecord(id=id, title=title) for id in ids]


@pytest.mark.django_db(transaction=True)
def test_two_readings_of_one_day_do_not_stop_each_other() -> None:
    """PostgreSQL ends one of two that wait for each other's rows."""
    ids = [f"appointment{number}" for number in range(200)]

    def keep(ids: list[str]) -> None:
        for _ in range(10):
            Appointment.remember_all(seen(*ids), seen_at=timezone.now())

    at_once(lambda: keep(ids), lambda: keep(ids[::-1]), lambda: keep(ids))
    assert Appointment.objects.count() == len(ids)


@pytest.mark.django_db(transaction=True)
def test_two_readings_of_the_names_do_not_stop_each_other() -> None:
    read = [(f"calendar{number}", f"Calendar {number}", {}) for number in range(100)]

    def keep(read: list[tuple[str, str, dict[str, str]]]) -> None:
        for _ in range(10):
            Calendar.remember_only(read)

    at_once(lambda: keep(read), lambda: keep(read[::-1]), lambda: keep(read))
    assert Calendar.objects.count() == len(read)


@pytest.mark.django_db
def test_an_appointment_that_two_lists_hold_is_kept_once() -> None:
    """It was moved from one calendar to the other between the two readings."""
    Appointment.remember_all(seen("a", "b", "a"), seen_at=timezone.now())
    assert Appointment.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_list_that_is_late_never_covers_what_a_save_has_told() -> None:
    """However closely the two pass each other."""
    ids = [f"appointment{number}" for number in range(50)]
    early = timezone.now()

    def listed() -> None:
        for _ in range(5):
            Appointment.remember_all(seen(*ids, title="listed"), seen_at=early)

    def saved() -> None:
        for record in seen(*ids, title="saved"):
            Appointment.remember(record, seen_at=early + timedelta(minutes=1))

    at_once(listed, saved, listed)
    told = Appointment.objects.values_list("record__title", flat=True)
    assert set(told) == {"saved"}


@pytest.fixture
def empty_database(db: None, tmp_path: Path) -> Iterator[str]:
    """The address of a database without a table, where the tests have theirs."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite3'}"
        return
    name = f"{connection.settings_dict['NAME']}_empty"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
        yield address_of_database(name)
        cursor.execute(f'DROP DATABASE "{name}"')


def test_two_servers_may_start_at_the_same_moment(
    empty_database: str, tmp_path: Path
) -> None:
    """On PostgreSQL they may be two machines, with a folder each."""
    shared = connection.vendor == "sqlite"
    folders = [tmp_path / ("a" if shared else name) for name in "ab"]
    told = os.environ | {
        "DATABASE_URL": empty_database,
        "DJANGO_SETTINGS_MODULE": "leadway_admin.settings",
    }
    begun = [
        subprocess.Popen(
            [sys.executable, "manage.py", "prepare"],
            cwd=ROOT,
            env=told | {"LEADWAY_ADMIN_VAR": str(folder)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for folder in folders
    ]
    said = [process.communicate(timeout=PATIENCE_S)[0] for process in begun]
    assert [process.returncode for process in begun] == [0, 0], said
    assert all("admin / leadway-demo" in one for one in said)
