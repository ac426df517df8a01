"""What a worker does, the most urgent first. What is due are rows of the rooms."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from appointments.edits import due, resending, settling, watching
from appointments.edits.drafts import Draft
from appointments.edits.presence import Presence
from appointments.index import passing, people_met, reading_blocks, reference, sweeping
from appointments.index.looks import Look
from appointments.index.ration import Ration, Urgency
from appointments.index.subjects import NAMES
from audit.head import tell_head
from people import stored_sessions, throttle

Deed = Callable[[], object]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Duty:
    """`take` claims one thing that is due and returns what is to be done about it.

    Where it returned nothing, it is asked again after `every_s`. A worker that ends
    `waits` for what sends, and leaves everything else where it is.
    """

    name: str
    take: Callable[[], Deed | None]
    every_s: float
    waits: bool = False


def _each(
    take: Callable[[], T | None],
    do: Callable[[T], object],
    *,
    every_s: float = 1,
    waits: bool = False,
) -> Duty:
    """Return the duty to take one row after the other, and to do this about each."""

    def taken() -> Deed | None:
        one = take()
        return None if one is None else partial(do, one)

    return Duty(take.__name__, taken, every_s, waits)


def _now_and_then(do: Deed, *, every_s: float) -> Duty:
    """Return the duty to do something that finds out by itself what is due.

    It is done in the worker's own thread, because it asks only our database.
    """

    def done() -> None:
        do()

    return Duty(getattr(do, "__name__", ""), done, every_s)


def _due_names() -> Deed | None:
    calls = len(NAMES)
    if not reference.is_due() or not Ration.take(Urgency.LOOKED_AT, calls):
        return None
    return reference.refresh


def _due_probe() -> Deed | None:
    """Take it upon this worker to find out whether Leadway answers by now."""
    line = passing.current()
    if line.answers_reads or not passing.take_probe():
        return None
    return passing.probe


DUTIES = (
    _now_and_then(settling.settle_lost, every_s=5),
    Duty("probe", _due_probe, every_s=1),
    _each(due.next_look, due.look),
    _each(resending.next_unsent, resending.send, waits=True),
    Duty("names", _due_names, every_s=2),
    _now_and_then(sweeping.provide, every_s=2),
    _each(sweeping.next_looked_at, sweeping.read_span, every_s=0.4),
    _each(sweeping.next_near, sweeping.read_on, every_s=0.4),
    # After all near days: what is open has been read when it was opened.
    _each(watching.next_open, watching.read_open),
    _each(people_met.next_near_round, people_met.read_some, every_s=2),
    _now_and_then(reading_blocks.provide, every_s=30),
    # Few calls, and seldom: they need not wait for the first reading of everything.
    _each(reading_blocks.next_blocks, reading_blocks.read_blocks, every_s=5),
    _each(sweeping.next_of_all, sweeping.read_on, every_s=0.4),
    _each(people_met.next_round, people_met.read_some, every_s=10),
    _now_and_then(Look.age_out, every_s=600),
    _now_and_then(Presence.age_out, every_s=600),
    _now_and_then(Draft.age_out, every_s=3600),
    _now_and_then(throttle.forget, every_s=3600),
    _now_and_then(stored_sessions.forget, every_s=3600),
    _now_and_then(tell_head, every_s=6 * 3600),
)
