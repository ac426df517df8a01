"""Edits that ended in different ways, made past the browser, for pages to show."""

from typing import Any, NamedTuple

from appointments.edits import saving
from appointments.edits.tables import Edit
from appointments.edits.views import page_of
from appointments.index import reading
from people.models import User
from tests.conftest import Book
from tests.edits.waiting import waits
from tests.intents import intent
from tests.sandboxed import Sandbox

# No word of it is so long that it has to be broken.
LONG = "Rehabilitación de la rodilla derecha, con ejercicios, " * 3


class Ended(NamedTuple):
    """The pages that show how each of them ended."""

    accepted: str
    conflicted: str
    waiting: str


def ended(book: Book, who: User, sandbox: Sandbox) -> Ended:
    def booked() -> dict[str, Any]:
        return book(title="Antes", description="Nota")

    accepted = saving.save(intent(booked(), who, title=LONG, address="Sala 7"))
    one = booked()
    before = reading.load(one["id"]).record
    sandbox.put(one["id"], title="De otra", appointmentStatus="confirmed")
    reading.current(one["id"], within_s=0)
    conflicted = saving.save(intent(one, who, baseline=before, title=LONG))
    assert (accepted.state, conflicted.state) == (
        Edit.State.ACCEPTED,
        Edit.State.CONFLICTED,
    )
    waiting = waits(booked(), who, sandbox, title=LONG)
    return Ended(*map(page_of, (accepted, conflicted, waiting)))
