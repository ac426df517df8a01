"""A backup is taken and put back while a server runs, and sends nothing by itself."""

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from appointments.edits.drafts import Draft
from appointments.edits.standing import PAUSED, RESTORED
from appointments.edits.standing import EditState as State
from appointments.edits.tables import Edit
from appointments.index import reference
from appointments.leadway.errors import Trouble
from audit import guards
from audit.models import AuditEvent
from people.models import User
from tests import served as serving
from tests.conftest import Book
from tests.edits.lost import pass_by
from tests.edits.unsettled import unknown
from tests.edits.waiting import waits
from tests.intents import puts
from tests.pages import read
from tests.sandboxed import ROOT, Sandbox
from tests.served import Served, served
from tests.working import until, working

pytestmark = pytest.mark.django_db(transaction=True)
of_sqlite = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="elsewhere it is the database's own work"
)


@pytest.fixture
def web(sandbox: Sandbox, ana: User, tmp_path: Path) -> Iterator[Served]:
    """A server on the tests' database, whose trail is guarded."""
    reference.settle_source()
    guards.put_up(connection)
    with served(1, sandbox.url, tmp_path) as (one,):
        one.sign_in(ana)
        yield one
    guards.take_down(connection)


def settled(edit: Edit, state: State) -> bool:
    edit.refresh_from_db()
    return edit.state == state and not edit.in_flight


@contextmanager
def writing(who: User) -> Iterator[None]:
    """Let somebody's draft be kept over and over meanwhile, and see that it was."""
    over, kept = Event(), 0

    def keep() -> int:
        count = 0
        while not over.is_set():
            Draft.keep(who.pk, "meanwhile", {"title": str(count)})
            count += 1
        connection.close()
        return count

    with ThreadPoolExecutor(1) as pool:
        writer = pool.submit(keep)
        until(Draft.objects.exists)
        yield
        over.set()
        kept = writer.result()
    assert kept > 1


def manage(
    folder: Path, *words: str, **settings: str
) -> subprocess.CompletedProcess[str]:
    told = serving.told(serving.free_port(), "http://127.0.0.1:9", folder) | settings
    command = [sys.executable, "manage.py", *words]
    return subprocess.run(
        command, cwd=ROOT, env=os.environ | told, capture_output=True, text=True
    )


def well(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 0, done.stderr
    return done.stdout


@of_sqlite
def test_it_is_taken_while_others_write_and_put_back_while_a_server_runs(
    web: Served, book: Book, ana: User, sandbox: Sandbox, tmp_path: Path
) -> None:
    event_id = book(title="Antes")["id"]
    edit = waits(book(title="Antes"), ana, sandbox, title="Después")
    doubted = unknown(book(), ana, sandbox, "drop_before", title="Otro")
    file = tmp_path / "all.sqlite3"
    with writing(ana):
        assert "rows of its trail" in well(manage(tmp_path, "backup", str(file)))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.glob("all.sqlite3*")] == [file.name]
    # What happens after it is not in it.
    Edit.objects.all().delete()
    said = well(manage(tmp_path, "restore", str(file)))
    assert "2 changes in it were not at their end" in said
    assert not Session.objects.exists()
    web.sign_in(ana)
    page = read(web.page("/outbox/"))
    assert "This server was restored from a backup" in page
    assert [one.pk for one in Edit.objects.order_by("pk")] == [edit.pk, doubted.pk]
    assert event_id in web.page(f"/appointments/{event_id}/")
    verified = well(manage(tmp_path, "audit", "verify"))
    assert "are as they were written" in verified
    assert AuditEvent.objects.filter(action="database.restored").count() == 1
    [kept] = tmp_path.glob("before-restore-*")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


@of_sqlite
def test_what_it_brings_back_leaves_only_when_somebody_presses(
    web: Served, book: Book, ana: User, sandbox: Sandbox, tmp_path: Path
) -> None:
    """Waiting, held back for its automations, or on its way as the copy was made."""
    events = [book(title="Antes")["id"] for _ in range(3)]
    later = book(title="Antes")
    waiting, paused, flying = (
        waits({"id": one}, ana, sandbox, title="Después") for one in events
    )
    soon = timezone.now() + timedelta(seconds=2)
    Edit.objects.filter(pk=paused.pk).update(trouble=Trouble(PAUSED), not_before=soon)
    Edit.objects.filter(pk=flying.pk).update(sent_at=timezone.now())
    file = tmp_path / "all.sqlite3"
    well(manage(tmp_path, "backup", str(file)))
    well(manage(tmp_path, "restore", str(file)))
    web.sign_in(ana)
    sandbox.clear()
    new = waits(later, ana, sandbox, title="Después")
    with working(1, sandbox.url, tmp_path):
        # The newest of all is taken last.
        until(lambda: pass_by() or settled(new, State.ACCEPTED))
        until(lambda: pass_by() or settled(flying, State.PENDING))
    assert [puts(sandbox, one) for one in events] == [[], [], []]
    page = read(web.page("/outbox/"))
    assert len(page.all("section[aria-labelledby=ob-needing] li")) == 3
    web.press(f"/edits/{waiting.pk}/send/")
    assert sandbox.get(events[0])["title"] == "Después"


def test_what_another_program_loaded_is_made_safe_as_well(
    web: Served, book: Book, ana: User, sandbox: Sandbox, tmp_path: Path
) -> None:
    edit = waits(book(title="Antes"), ana, sandbox, title="Después")
    said = well(manage(tmp_path, "restore", "--loaded"))
    assert "1 changes in it were not at their end" in said
    edit.refresh_from_db()
    assert edit.trouble
    assert (edit.waiting, edit.trouble.kind) == (True, RESTORED)
    assert not Session.objects.exists()


@pytest.fixture
def file(tmp_path: Path, transactional_db: None) -> Path:
    """A backup of the tests' database."""
    file = tmp_path / "all.sqlite3"
    guards.put_up(connection)
    well(manage(tmp_path, "backup", str(file)))
    guards.take_down(connection)
    return file


@of_sqlite
def test_no_backup_is_written_over_and_none_into_nowhere(
    file: Path, tmp_path: Path
) -> None:
    again = manage(tmp_path, "backup", str(file))
    assert again.returncode != 0
    assert "is there already" in again.stderr
    nowhere = manage(tmp_path, "backup", str(tmp_path / "no" / "all.sqlite3"))
    assert "cannot be written" in nowhere.stderr


@of_sqlite
def test_a_changed_row_of_the_trail_is_told_when_it_is_taken(
    web: Served, book: Book, ana: User, sandbox: Sandbox, tmp_path: Path
) -> None:
    waits(book(title="Antes"), ana, sandbox, title="Después")
    guards.take_down(connection)
    AuditEvent.objects.filter(number=1).update(person_name="Nobody")
    guards.put_up(connection)
    done = manage(tmp_path, "backup", str(tmp_path / "all.sqlite3"))
    assert done.returncode != 0
    assert "row 1 was changed" in done.stderr


def damaged(file: Path) -> None:
    with file.open("r+b") as pages:
        pages.seek(200_000)
        pages.write(b"x" * 50_000)


def of_another(file: Path) -> None:
    file.unlink()
    with sqlite3.connect(file) as one:
        one.execute("CREATE TABLE other (id)")
    one.close()


def of_later(file: Path) -> None:
    with sqlite3.connect(file) as one:
        one.execute(
            "INSERT INTO django_migrations (app, name, applied)"
            " VALUES ('appointments', '9999_later', '2030-01-01')"
        )
    one.close()


@of_sqlite
@pytest.mark.parametrize(
    ("done", "said"),
    [
        (damaged, "damaged"),
        (of_another, "is no backup of Leadway Admin"),
        (of_later, "is of a later version, which has appointments.9999_later"),
        (lambda file: file.write_text("no database"), "cannot be read"),
        (Path.unlink, "cannot be read"),
    ],
)
def test_nothing_else_is_put_in_its_place(
    file: Path, tmp_path: Path, done: Callable[[Path], None], said: str
) -> None:
    person = User.objects.create_user("somebody")
    done(file)
    refused = manage(tmp_path, "restore", str(file))
    assert refused.returncode != 0
    assert said in refused.stderr
    assert "Traceback" not in refused.stderr
    assert User.objects.filter(pk=person.pk).exists()
    assert not list(tmp_path.glob("restored*"))


@pytest.mark.parametrize(
    ("words", "program"),
    [(("backup", "x"), "pg_dump"), (("restore", "x"), "pg_restore")],
)
def test_postgresql_has_its_own_programs(
    tmp_path: Path, words: tuple[str, str], program: str
) -> None:
    done = manage(tmp_path, *words, DATABASE_URL="postgres://nobody@127.0.0.1:9/x")
    assert done.returncode != 0
    assert program in done.stderr
    assert "Traceback" not in done.stderr
