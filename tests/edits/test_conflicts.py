"""Two people and one appointment: merging, clashing, and one save at a time."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from appointments.edits import one_line, saving, telling
from appointments.edits.in_words import words
from appointments.edits.tables import Edit
from appointments.index import reading
from appointments.index.tables import Appointment
from appointments.leadway.records import AppointmentRecord
from appointments.times import clock
from people.models import User
from tests.conftest import Book
from tests.intents import intent, puts
from tests.sandboxed import Sandbox


def side_by_side(*deeds: Callable[[], object]) -> None:
    """Do all at once, each with database connections of its own."""

    def run(deed: Callable[[], object]) -> None:
        try:
            deed()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)


@pytest.mark.django_db
def test_changes_of_different_fields_are_merged_and_named(
    book: Book, ana: User, marta: User, sandbox: Sandbox
) -> None:
    booked = book()
    older = reading.load(booked["id"]).record
    saving.save(intent(booked, ana, address="Sala 7"))
    edit = saving.save(intent(booked, marta, baseline=older, title="De Marta"))
    assert (edit.state, edit.merged) == (Edit.State.ACCEPTED, ["address"])
    assert "address" not in puts(sandbox, booked["id"])[-1]
    now = sandbox.get(booked["id"])
    assert (now["title"], now["address"]) == ("De Marta", "Sala 7")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "first", "second"),
    [
        ("title", "De Ana", "De Marta"),
        ("description", "De Ana", "De Marta"),
        ("address", "Sala 7", "Sala 8"),
        ("appointment_status", "showed", "noshow"),
        ("rrule", "FREQ=DAILY;COUNT=2", "FREQ=WEEKLY;COUNT=1"),
    ],
)
def test_the_same_field_stops_the_second_before_it_is_sent(
    book: Book,
    ana: User,
    marta: User,
    sandbox: Sandbox,
    name: str,
    first: str,
    second: str,
) -> None:
    """Also where there was nothing before: an empty description, no rule yet."""
    booked = book()
    older = reading.load(booked["id"]).record
    saving.save(intent(booked, ana, **{name: first}))
    edit = saving.save(intent(booked, marta, baseline=older, **{name: second}))
    assert (edit.state, edit.clashing) == (Edit.State.CONFLICTED, [name])
    assert edit.changes.asked() == {name: second}
    assert len(puts(sandbox, booked["id"])) == 1
    assert edit.tries == 0


@pytest.mark.django_db
def test_a_change_in_another_program_stops_it_as_well(
    book: Book, ana: User, sandbox: Sandbox, settings: Any
) -> None:
    booked = book()
    wanted = intent(booked, ana, title="De Ana")
    sandbox.put(booked["id"], title="De fuera", appointmentStatus="confirmed")
    settings.LEADWAY_FRESH_S = 0
    assert saving.save(wanted).state == Edit.State.CONFLICTED


@pytest.mark.django_db
def test_who_has_seen_the_other_value_may_overwrite_it(
    book: Book, ana: User, marta: User, sandbox: Sandbox
) -> None:
    booked = book()
    older = reading.load(booked["id"]).record
    saving.save(intent(booked, ana, title="De Ana"))
    seen = reading.load(booked["id"]).record
    edit = saving.save(
        intent(booked, marta, baseline=older, acknowledged=seen, title="De Marta")
    )
    assert edit.state == Edit.State.ACCEPTED
    assert sandbox.get(booked["id"])["title"] == "De Marta"


@pytest.mark.django_db
def test_what_changed_after_that_stops_it_again(
    book: Book, ana: User, marta: User
) -> None:
    booked = book()
    older = reading.load(booked["id"]).record
    saving.save(intent(booked, ana, title="De Ana"))
    seen = reading.load(booked["id"]).record
    saving.save(intent(booked, ana, title="De Ana, otra vez"))
    edit = saving.save(
        intent(booked, marta, baseline=older, acknowledged=seen, title="De Marta")
    )
    assert edit.state == Edit.State.CONFLICTED


@pytest.mark.django_db
def test_an_edit_of_what_was_deleted_meanwhile_is_refused(
    book: Book, ana: User, sandbox: Sandbox, settings: Any
) -> None:
    booked = book()
    wanted = intent(booked, ana, title="Tarde")
    sandbox.call("DELETE", f"/calendars/events/{booked['id']}", json={})
    settings.LEADWAY_FRESH_S = 0
    edit = saving.save(wanted)
    assert edit.state == Edit.State.REFUSED
    assert edit.trouble
    assert edit.trouble.reason == "not_found"
    assert Appointment.objects.get(event_id=booked["id"]).gone
    assert puts(sandbox, booked["id"]) == []


@pytest.mark.django_db
def test_the_same_form_twice_is_one_edit_and_one_call(
    book: Book, ana: User, sandbox: Sandbox
) -> None:
    booked = book()
    wanted = intent(booked, ana, title="Una vez")
    first, second = saving.save(wanted), saving.save(wanted)
    assert first.pk == second.pk
    assert len(puts(sandbox, booked["id"])) == 1


@pytest.mark.django_db(transaction=True)
def test_a_double_click_sends_one_call(book: Book, ana: User, sandbox: Sandbox) -> None:
    booked = book()
    wanted = intent(booked, ana, title="Una vez")
    sandbox.fault("slow", method="PUT", seconds=0.2)
    side_by_side(lambda: saving.save(wanted), lambda: saving.save(wanted))
    assert Edit.objects.get().state == Edit.State.ACCEPTED
    assert len(puts(sandbox, booked["id"])) == 1


@pytest.mark.django_db(transaction=True)
def test_two_saves_of_one_appointment_never_interleave(
    book: Book, ana: User, marta: User, sandbox: Sandbox
) -> None:
    booked = book()
    hers, theirs = (
        intent(booked, ana, title="De Ana"),
        intent(booked, marta, address="Sala 9"),
    )
    sandbox.fault("slow", method="PUT", seconds=0.2)
    side_by_side(lambda: saving.save(hers), lambda: saving.save(theirs))
    first, second = Edit.objects.order_by("sent_at")
    assert {first.state, second.state} == {Edit.State.ACCEPTED}
    assert first.finished_at is not None
    assert second.sent_at is not None
    assert first.finished_at <= second.sent_at
    now = sandbox.get(booked["id"])
    assert (now["title"], now["address"]) == ("De Ana", "Sala 9")


@pytest.mark.django_db
def test_an_appointment_that_somebody_is_saving_makes_the_next_one_wait(
    book: Book, ana: User, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    booked = book()
    wanted = intent(booked, ana, title="Cola")
    monkeypatch.setattr(saving, "CLAIM_WITHIN_S", 0.1)
    assert Appointment.claim(booked["id"])
    edit = saving.save(wanted)
    assert edit.waiting
    assert puts(sandbox, booked["id"]) == []


@pytest.mark.django_db
def test_a_claim_that_nobody_released_ends_by_itself(db: None) -> None:
    Appointment.remember(AppointmentRecord(id="a"), seen_at=timezone.now())
    assert Appointment.claim("a")
    assert not Appointment.claim("a")
    Appointment.objects.update(leased_until=timezone.now())
    assert Appointment.claim("a")


@pytest.mark.django_db
def test_a_save_lets_go_of_the_appointment_however_it_ends(
    book: Book, ana: User, sandbox: Sandbox
) -> None:
    booked = book()
    sandbox.fault("drop_before", method="PUT", times=1)
    saving.save(intent(booked, ana, title="Cae"))
    assert Appointment.claim(booked["id"])


@pytest.mark.django_db
def test_a_clash_names_the_colleague_and_when(
    book: Book, ana: User, marta: User, names: Any
) -> None:
    booked = book()
    older = reading.load(booked["id"]).record
    first = saving.save(intent(booked, ana, title="De Ana", address="Sala 7"))
    edit = saving.save(intent(booked, marta, baseline=older, title="De Marta"))
    at = f"{clock.local(first.finished_at or first.made_at, names.shown_in):%H:%M}"
    told = telling.receipt(edit, words())
    assert [row.whose for row in told.clashes] == [f"Ana Beltrán, {at}"]
    assert told.body.startswith(f"Ana Beltrán saved it, {at}. One of your changes")
    assert f"(Ana Beltrán, {at})" in one_line.of(told, words())


@pytest.mark.django_db
def test_a_clash_with_somebody_in_leadway_says_so(
    book: Book, marta: User, sandbox: Sandbox, names: Any
) -> None:
    booked = book()
    older = reading.load(booked["id"]).record
    sandbox.put(booked["id"], title="De fuera", appointmentStatus="confirmed")
    reading.refresh(booked["id"])
    edit = saving.save(intent(booked, marta, baseline=older, title="De Marta"))
    told = telling.receipt(edit, words())
    assert [row.whose.split(", ")[0] for row in told.clashes] == ["Somebody in Leadway"]
    assert told.body.startswith("It was changed in Leadway itself, seen ")


@pytest.mark.django_db
def test_a_clash_with_several_names_each_beside_its_field(
    book: Book, ana: User, carlos: User, marta: User, names: Any
) -> None:
    carlos.groups.set(ana.groups.all())
    booked = book()
    older = reading.load(booked["id"]).record
    saving.save(intent(booked, ana, title="De Ana"))
    saving.save(intent(booked, User.objects.get(pk=carlos.pk), address="Sala 7"))
    wanted = intent(booked, marta, baseline=older, title="Mía", address="Sala 8")
    told = telling.receipt(saving.save(wanted), words())
    named = {row.name: row.whose.split(",")[0] for row in told.clashes}
    assert named == {"title": "Ana Beltrán", "where": "Carlos Mena"}
    assert told.body.startswith("2 of your changes")
