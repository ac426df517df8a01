"""Several calls at once, and what is left when some of them fail."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from appointments.index import budget, passing
from appointments.leadway.errors import (
    Crowded,
    LeadwayError,
    NotSent,
    Resting,
    TooLate,
    Trouble,
    Unanswered,
)

SIDE_BY_SIDE = 4
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Missing:
    """A calendar, or a kind of thing, that could not be read, and why."""

    name: str
    trouble: Trouble


def is_silence(error: LeadwayError) -> bool:
    """Whether nobody answered at all, so that the next call would wait as long."""
    return is_silent(Trouble.of(error))


def is_silent(trouble: Trouble) -> bool:
    """Whether this is what is kept of such an error."""
    if trouble.kind == Unanswered.kind:
        return trouble.status is None
    return trouble.kind in (
        NotSent.kind,
        Crowded.kind,
        Resting.kind,
        TooLate.kind,
    )


def side_by_side(
    calls: Mapping[str, Callable[[], R]],
    *,
    stop: Callable[[LeadwayError], bool] = is_silence,
) -> tuple[dict[str, R], dict[str, LeadwayError]]:
    """Make the calls in a few threads, none of which touches the database.

    Once an error asks to `stop`, the calls that have not begun fail with it unmade.
    """
    stopped: list[LeadwayError] = []

    def made(call: Callable[[], R]) -> R | LeadwayError:
        if stopped:
            return stopped[0]
        try:
            return call()
        except LeadwayError as error:
            if stop(error):
                stopped.append(error)
            return error

    with (
        budget.collected(),
        passing.collected(),
        ThreadPoolExecutor(SIDE_BY_SIDE) as pool,
    ):
        # Each in a context of its own, with what this one knows of the request.
        runs = [partial(copy_context().run, made, call) for call in calls.values()]
        answers = dict(zip(calls, pool.map(lambda run: run(), runs), strict=True))
    failed = {k: v for k, v in answers.items() if isinstance(v, LeadwayError)}
    found = {k: v for k, v in answers.items() if not isinstance(v, LeadwayError)}
    return found, failed
