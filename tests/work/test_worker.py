"""One program for what nobody waits for, which may be killed at any moment."""

from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from axes.models import AccessFailureLog
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from appointments.edits.drafts import Draft
from appointments.edits.tables import Edit
from appointments.index import directory, reference
from appointments.index.pulse import Pulse
from appointments.leadway.changes import Changes, WriteOptions
from appointments.leadway.records import AppointmentRecord
from appointments.work.duties import Duty
from appointments.work.worker import Worker, work_off
from people.models import User
from tests.conftest import Book
from tests.edits.test_settling import unknown
from tests.sandboxed import Sandbox
from tests.working import until, working


@pytest.mark.django_db
def test_calls_that_never_came_back_are_not_known_after_a_minute(ana: User) -> None:
    sent = timezone.now() - timedelta(minutes=2)
    edit = Edit.objects.create(
        event_id="abc",
        person=ana,
        baseline=AppointmentRecord(id="abc"),
        changes=Changes(title="Después"),
        options=WriteOptions(),
        sent_at=sent,
    )
    work_off()
    edit.refresh_from_db()
    assert edit.state == Edit.State.UNKNOWN


@pytest.mark.django_db
def test_old_drafts_are_let_go(ana: User) -> None:
    Draft.keep(ana.pk, "old", {"title": "a"})
    Draft.objects.update(saved_at=timezone.now() - timedelta(days=15))
    work_off()
    assert not Draft.objects.exists()


@pytest.mark.django_db
def test_what_is_over_of_signing_in_is_let_go(client: Client, ana: User) -> None:
    for name in ("ana", "nobody"):
        client.post("/sign-in/", {"username": name, "password": "wrong"})
    client.force_login(ana)
    Client().force_login(ana)
    old = timezone.now() - timedelta(days=2)
    AccessFailureLog.objects.filter(
        pk=AccessFailureLog.objects.earliest("pk").pk
    ).update(attempt_time=old)
    Session.objects.exclude(pk=client.session.session_key).update(expire_date=old)
    work_off()
    assert AccessFailureLog.objects.count() == 1
    assert Session.objects.get().pk == client.session.session_key


@pytest.mark.django_db
def test_names_are_read_before_anybody_opens_a_page(sandbox: Sandbox) -> None:
    work_off()
    assert directory.current().account_name == "Clínica Alameda"
    sandbox.clear()
    work_off()
    asked = {entry["path"] for entry in sandbox.journal()}
    assert not [path for path in asked if path.startswith(("/users", "/locations"))]


@pytest.mark.django_db
def test_it_says_that_it_is_there(sandbox: Sandbox) -> None:
    assert Pulse.age() is None
    work_off()
    age = Pulse.age()
    assert age
    assert not age.is_missed
    Pulse.objects.update(said='{"seen_at": "2026-01-01T00:00:00+00:00"}')
    missed = Pulse.age()
    assert missed
    assert missed.is_missed


@pytest.mark.django_db(transaction=True)
def test_a_deed_that_fails_does_not_stop_the_others() -> None:
    done: list[str] = []
    deeds = [
        lambda: 1 / 0,
        lambda: done.append("second"),
        lambda: worker.stopping.set(),
    ]
    worker = Worker(1, [Duty("some", lambda: deeds.pop(0) if deeds else None, 1)])
    worker._beat_at = float("inf")
    worker.run()
    assert done == ["second"]


@pytest.mark.django_db(transaction=True)
def test_several_wait_side_by_side_and_no_more_than_that() -> None:
    together, most, running = Event(), 0, 0

    def deed() -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        if running == 3:
            together.set()
        assert together.wait(60)
        running -= 1

    left = [deed] * 6 + [lambda: worker.stopping.set()]
    worker = Worker(3, [Duty("some", lambda: left.pop(0) if left else None, 1)])
    worker._beat_at = float("inf")
    worker.run()
    assert most == 3


# --- as processes ---

processes = pytest.mark.django_db(transaction=True)


@processes
def test_a_worker_ends_with_whoever_started_it(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    with working(2, sandbox.url, tmp_path) as (one, other):
        until(Pulse.age)
        assert one.let_go() == 0
        assert other.stop() == 0


@processes
def test_it_ends_by_itself_when_the_index_belongs_to_another_account(
    sandbox: Sandbox, tmp_path: Path, settings: Any
) -> None:
    """Else it would go on to fill another's index with what it reads."""
    reference.settle_source()
    with working(1, sandbox.url, tmp_path) as (worker,):
        until(Pulse.age)
        settings.LEADWAY_LOCATION_ID = "anotherLocation1"
        reference.settle_source()
        assert worker.ended() == 1


@processes
def test_of_two_workers_each_look_is_made_by_one(
    book: Book, ana: User, sandbox: Sandbox, tmp_path: Path
) -> None:
    edits = [
        unknown(book(), ana, sandbox, "drop_after", title="Después") for _ in range(6)
    ]
    long_ago = timezone.now() - timedelta(minutes=1)
    ids = [edit.event_id for edit in edits]
    Edit.objects.update(finished_at=long_ago)
    sandbox.clear()
    with working(2, sandbox.url, tmp_path):
        until(lambda: not Edit.objects.filter(state=Edit.State.UNKNOWN).exists())
    looked = [entry["path"].rpartition("/")[2] for entry in sandbox.journal("GET")]
    assert {id: looked.count(id) for id in ids} == dict.fromkeys(ids, 1)


@processes
def test_what_a_killed_worker_had_begun_another_one_ends(
    book: Book, ana: User, sandbox: Sandbox, tmp_path: Path
) -> None:
    edit = unknown(book(), ana, sandbox, "drop_after", title="Después")
    Edit.objects.update(finished_at=timezone.now() - timedelta(minutes=1))
    sandbox.fault("slow", method="GET", path=edit.event_id, seconds=3)
    with working(1, sandbox.url, tmp_path) as (worker,):
        until(lambda: Edit.objects.exclude(not_before=None).exists())
        worker.kill()
        sandbox.clear()
        assert Edit.objects.get().state == Edit.State.UNKNOWN
        Edit.objects.update(not_before=timezone.now())
        worker.start()
        until(lambda: Edit.objects.get().state == Edit.State.ACCEPTED)
