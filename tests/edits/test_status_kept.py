"""A status that Leadway does not take back, and what went along, after the save."""

from typing import Any

import pytest
from django.test import Client

from appointments.edits import saving, settling, telling
from appointments.edits.in_words import words
from appointments.index import reading
from people.models import User
from tests.conftest import Book
from tests.edits.test_along import FLAGS, kept
from tests.edits.test_in_place import press
from tests.intents import intent, puts
from tests.own_day import OwnDay
from tests.pages import read
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("stored", "sent"), [("active", "active"), ("completed", "completed")]
)
def test_the_third_version_takes_what_others_do_not(
    book: Book, ana: User, sandbox: Sandbox, settings: Any, stored: str, sent: str
) -> None:
    booked = book(raw={"appointmentStatus": stored})
    settings.LEADWAY_VERSION = "v3"
    saving.save(intent(booked, ana, title="New"))
    [body] = puts(sandbox, booked["id"])
    assert body == {"title": "New", **kept(booked), "appointmentStatus": sent, **FLAGS}


def test_another_status_that_we_had_to_send_is_not_called_leadways_doing(
    book: Book, ana: User
) -> None:
    edit = saving.save(
        intent(book(raw={"appointmentStatus": "active"}), ana, title="New")
    )
    told = telling.receipt(edit, words())
    [line] = [one for one in told.lines if one.verdict == "along"]
    assert (line.label, line.before, line.now) == ("Status", "Active", "Confirmed")
    assert told.unasked == []
    assert told.tone == "ok"


def test_a_status_that_leadway_kept_after_all_is_as_it_should_be(
    book: Book, ana: User
) -> None:
    edit = saving.save(
        intent(book(raw={"appointmentStatus": "active"}), ana, title="New")
    )
    settling.verify(edit)
    told = telling.receipt(edit, words())
    assert (told.unasked, told.tone) == ([], "ok")
    assert [line.label for line in told.lines] == ["Title"]


def test_what_went_along_is_compared_as_well(
    book: Book, ana: User, sandbox: Sandbox
) -> None:
    wanted = intent(book(), ana, title="New")
    sandbox.fault("keeps_other_value", field="appointmentStatus", value="new")
    edit = saving.save(wanted)
    told = telling.receipt(edit, words())
    [line] = told.unasked
    assert (line.label, line.before, line.now) == ("Status", "Confirmed", "Unconfirmed")
    assert "“Confirmed” was sent along;" in line.why
    assert line.again == "Set “Confirmed” again"


def test_a_status_that_cannot_stay_is_asked_about_before_a_drop(
    as_ana: Client, book: Book, names: Any, sandbox: Sandbox, own: OwnDay
) -> None:
    booked = book(raw={"appointmentStatus": "active"})
    reading.load(booked["id"])
    drop = {"start": f"{own.day.isoformat()}T16:15", "zone": "Europe/Madrid"}
    answer = press(as_ana, booked, **drop)
    assert answer.status_code == 409
    assert "The status becomes “Confirmed”" in read(answer).one(".said")
    assert puts(sandbox, booked["id"]) == []
    assert press(as_ana, booked, anyway="1", **drop).status_code == 200
    [body] = puts(sandbox, booked["id"])
    assert body == {
        "appointmentStatus": "confirmed",
        "assignedUserId": booked["assignedUserId"],
        "startTime": own.at(16, 15).isoformat(),
        "endTime": own.at(17).isoformat(),
        "toNotify": False,
        "ignoreDateRange": False,
        "ignoreFreeSlotValidation": True,
    }
