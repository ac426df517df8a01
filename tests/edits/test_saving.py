"""Saving, end to end against the real sandbox: what is sent, and what is kept."""

import logging
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import DataError, IntegrityError
from django.utils import timezone

from appointments.edits import saving, settling
from appointments.edits.drafts import Draft
from appointments.edits.tables import Edit
from appointments.index import reading
from appointments.index.tables import Appointment
from appointments.leadway.errors import Trouble
from appointments.leadway.records import AppointmentRecord
from people.models import User
from tests.conftest import Book
from tests.intents import intent, outcomes, puts
from tests.own_day import OwnDay
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db


def test_a_save_is_accepted_and_shows_what_came_back(book: Book, ana: User) -> None:
    edit = saving.save(intent(book(), ana, title="Otra cosa"))
    assert edit.state == Edit.State.ACCEPTED
    answer = edit.returned
    assert answer is not None
    assert answer.title == "Otra cosa"
    assert outcomes(edit) == ["accepted"]


def test_a_save_is_one_call_when_the_record_was_just_read(
    book: Book, ana: User, sandbox: Sandbox
) -> None:
    booked = book()
    wanted = intent(booked, ana, title="Una llamada")
    sandbox.clear()
    saving.save(wanted)
    calls = [e["method"] for e in sandbox.journal() if booked["id"] in e["path"]]
    assert calls == ["PUT"]


def test_a_record_that_is_not_fresh_is_read_before_the_save(
    book: Book, ana: User, sandbox: Sandbox, settings: Any
) -> None:
    booked = book()
    wanted = intent(booked, ana, title="Dos llamadas")
    sandbox.clear()
    settings.LEADWAY_FRESH_S = 0
    saving.save(wanted)
    calls = [e["method"] for e in sandbox.journal() if booked["id"] in e["path"]]
    assert calls == ["GET", "PUT"]


def test_both_ends_travel_when_one_of_them_changes(
    book: Book, ana: User, sandbox: Sandbox, own: OwnDay
) -> None:
    booked = book()
    later = own.at(12, 50)
    saving.save(intent(booked, ana, end_time=later))
    body = puts(sandbox, booked["id"])[0]
    assert body["startTime"] == own.at(12).isoformat()
    assert body["endTime"] == later.isoformat()


def test_what_the_answer_leaves_out_is_kept_as_it_was_asked(
    book: Book, ana: User
) -> None:
    """The answer to a save has no description in it."""
    booked = book(description="Antes")
    saving.save(intent(booked, ana, description="Después"))
    assert reading.load(booked["id"]).record.description == "Después"


def test_a_late_reading_does_not_cover_the_answer_of_a_save(
    book: Book, ana: User
) -> None:
    booked = book()
    older = reading.load(booked["id"])
    saving.save(intent(booked, ana, title="La respuesta"))
    assert older.seen_at is not None
    Appointment.remember(older.record, seen_at=older.seen_at - timedelta(seconds=1))
    assert reading.load(booked["id"]).record.title == "La respuesta"


def test_an_occurrence_that_got_another_id_is_found_under_both(
    book: Book, ana: User, sandbox: Sandbox
) -> None:
    occurrence = f"{sandbox.cast()['series']['weekly']}_1900000000000_2700"
    booked = book(id=occurrence)
    moved = occurrence.replace("_19", "_18")
    sandbox.fault("other_id", method="PUT", id=moved)
    edit = saving.save(intent(booked, ana, title="Movida"))
    assert (edit.state, edit.lives_at) == (Edit.State.ACCEPTED, moved)
    assert reading.load(moved).record.title == "Movida"
    assert Appointment.objects.get(event_id=occurrence).gone
    assert Edit.about(moved) == Edit.about(occurrence) == [edit]
    assert Edit.moved_to(occurrence) == moved


@pytest.mark.parametrize("odd", ["", "x" * 129, "with a blank", "../up"])
def test_an_id_that_nothing_can_be_asked_by_is_not_kept(odd: str) -> None:
    """Whatever names the same series is taken for an occurrence of it."""
    answer = AppointmentRecord(id=odd, title="Nueva")
    assert saving.addressable(answer, "known") == replace(answer, id="known")


def test_a_finished_edit_ends_the_draft(book: Book, ana: User) -> None:
    booked = book()
    Draft.keep(ana.pk, booked["id"], {"title": "A medias"})
    asked = intent(booked, ana, title="Entera")
    saving.save(replace(asked, typed={"title": "Entera"}))
    assert not Draft.objects.exists()


def test_a_refused_edit_leaves_the_draft(
    book: Book, ana: User, sandbox: Sandbox
) -> None:
    booked = book()
    Draft.keep(ana.pk, booked["id"], {"title": "A medias"})
    sandbox.fault("unprocessable", method="PUT")
    saving.save(intent(booked, ana, title="Rechazada"))
    assert Draft.objects.get().typed == {"title": "A medias"}


def test_a_request_that_cannot_be_written_is_refused_and_not_sent(
    book: Book, ana: User, sandbox: Sandbox, own: OwnDay
) -> None:
    booked = book()
    edit = saving.save(intent(booked, ana, end_time=own.at(11)))
    assert edit.state == Edit.State.REFUSED
    assert edit.trouble == Trouble("unasked", reason="unwritable")
    assert puts(sandbox, booked["id"]) == []


# --- what goes wrong on our own side ---


def test_a_clock_put_back_during_a_save_does_not_break_its_note(
    book: Book, ana: User
) -> None:
    edit = saving.save(intent(book(), ana, title="A las tres, las dos"))
    edit.state, edit.sent_at = Edit.State.PENDING, timezone.now() + timedelta(hours=1)
    edit.save()
    edit.accept(edit.baseline)
    assert edit.duration_ms == 0


def test_an_answer_that_cannot_be_kept_leaves_the_edit_unknown(
    book: Book, ana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Leadway has saved it, and our database refuses a part of the answer."""
    wanted = intent(book(), ana, title="Guardada allí")

    def refuse(*args: object, **kwargs: object) -> None:
        raise DataError("value too long")

    monkeypatch.setattr(Appointment, "finish", refuse)
    edit = Edit.objects.get(pk=saving.save(wanted).pk)
    assert edit.state == Edit.State.UNKNOWN
    assert outcomes(edit) == ["unanswered"]


def test_a_note_that_is_refused_for_another_reason_than_its_key_is_not_tried_for_ever(
    book: Book, ana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = intent(book(), ana, title="Sin nota")
    tries: list[object] = []

    def refuse(*args: object, **kwargs: object) -> None:
        tries.append(args)
        raise IntegrityError("a column is missing")

    monkeypatch.setattr(Edit, "note", refuse)
    with pytest.raises(saving.Unnoted):
        saving.save(wanted)
    assert len(tries) == 2


def test_the_longest_name_of_a_person_fits_its_edit() -> None:
    """PostgreSQL refuses what is longer; SQLite does not care."""
    longest = sum(
        User._meta.get_field(n).max_length for n in ("first_name", "last_name")
    )
    assert Edit._meta.get_field("person_name").max_length == longest + 1


def test_the_line_of_each_call_names_its_edit(
    book: Book,
    ana: User,
    settings: Any,
    caplog: pytest.LogCaptureFixture,
) -> None:
    wanted = intent(book(), ana, title="Después")
    settings.LEADWAY_FRESH_S = 0
    caplog.clear()
    with caplog.at_level(logging.INFO, "appointments.leadway"):
        edit = saving.save(wanted)
        settling.verify(edit)
    said = [record.getMessage() for record in caplog.records]
    assert [one.split()[0] for one in said] == ["GET", "PUT", "GET"]
    assert all(one.endswith(f", for edit {edit.pk}") for one in said)
