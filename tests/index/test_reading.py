"""Opening an appointment: what is read, and what the copy may stand for."""

from typing import Any

import pytest

from appointments.index import reading
from appointments.leadway.errors import LeadwayError, NotSent, Refused
from tests.conftest import Book
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db


def test_an_appointment_opens_without_the_right_to_read(
    book: Book, sandbox: Sandbox, db: None
) -> None:
    booked = book()
    sandbox.fault("scope", method="GET")
    opened = reading.load(booked["id"])
    assert not opened.known
    assert opened.record.id == booked["id"]
    assert isinstance(opened.trouble, Refused)


def test_what_leadway_does_not_have_does_not_open(sandbox: Sandbox, db: None) -> None:
    with pytest.raises(Refused) as caught:
        reading.load("doesNotExistAnywhere")
    assert caught.value.reason == "not_found"


def test_trouble_with_the_network_is_told_when_nothing_is_known(
    settings: Any, db: None
) -> None:
    with pytest.raises(NotSent):
        reading.load("neverSeenBefore")


@pytest.mark.parametrize("fault", ["revoked", "rate_burst", "html_200"])
def test_a_current_record_is_not_made_up_from_the_copy(
    book: Book, sandbox: Sandbox, db: None, fault: str
) -> None:
    booked = book()
    reading.load(booked["id"])
    sandbox.fault(fault, method="GET")
    with pytest.raises(LeadwayError):
        reading.current(booked["id"], within_s=0)


def test_without_the_right_to_read_the_copy_is_current_and_says_so(
    book: Book, sandbox: Sandbox, db: None
) -> None:
    booked = book(title="La copia")
    reading.load(booked["id"])
    sandbox.fault("scope", method="GET")
    opened = reading.current(booked["id"], within_s=0)
    assert opened.record.title == "La copia"
    assert opened.trouble is not None
