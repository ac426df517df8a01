"""The use case: what never left goes out by itself, once, while it is still meant.

Only what nothing arrived of: nobody was reached, or Leadway asked to wait. Besides what
reading back has found not applied, where no automation can run twice, and that once. An
intention ages: what has waited for long, or what was made for another record than there
is now, goes out only when a person presses.
"""

import math
import random
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from appointments.connection import allowed_options
from appointments.edits import holding, pausing, saving
from appointments.edits.attempts import Attempt
from appointments.edits.standing import (
    AGES_AFTER,
    ANSWERED_BY,
    OPEN,
    RESTORED,
    EditState,
)
from appointments.edits.tables import Edit
from appointments.index import counting
from appointments.index.claims import take_first
from appointments.index.ration import Ration
from appointments.leadway.errors import DAILY, Trouble
from people.roles import EDIT

# Longer than a save takes: then another worker may send, should this one have died.
SENDING = timedelta(seconds=30)
# Waits grow with the time that it has waited for already, up to them by chance.
LEAST_WAIT_S, LONGEST_WAIT_S = 2, 120
# Of the calls that a minute allows, so many may be repeats.
REPEATED = 0.2
# Outcomes of attempts that may have arrived.
PERHAPS = ("unanswered", "unreadable", "lost")
STOPPED = (EditState.CONFLICTED, EditState.REFUSED)
# Troubles that only a person gets an edit out of; besides a day that is used up.
ASK_A_PERSON = ("moved_on", "not_allowed", RESTORED)


def goes_by_itself(edit: Edit) -> bool:
    """Whether a worker will still send it, so that nobody has to press."""
    young = timezone.now() - edit.made_at < AGES_AFTER
    return edit.waiting and young and _is_harmless(edit) and not _asks(edit)


def _asks(edit: Edit) -> bool:
    trouble = edit.trouble
    return trouble is not None and (
        trouble.kind in ASK_A_PERSON or trouble.reason == DAILY
    )


def _is_harmless(edit: Edit) -> bool:
    """Whether nothing of it can have happened already that would happen again."""
    if not edit.tries:
        return True
    perhaps = sum(one.outcome in PERHAPS for one in edit.attempts.all())
    return perhaps == 0 or (perhaps == 1 and not edit.options.to_notify)


def asked_to_wait_s(edit: Edit) -> int:
    """Return for how many seconds more Leadway has asked to wait."""
    is_busy = edit.trouble is not None and edit.trouble.kind == "busy"
    if not is_busy or edit.not_before is None:
        return 0
    left = (edit.not_before - timezone.now()).total_seconds()
    return max(0, math.ceil(left))


def next_unsent() -> Edit | None:
    """Take the oldest edit that waits, is due, and has none before it.

    Changes of one appointment leave in the order in which they were made. One that was
    just noted is still in the hands of who saved it. Where saves have to wait, one of
    them is taken now and then, to find out.
    """
    if not holding.may_try():
        return None
    now = timezone.now()
    due = Q(not_before=None) | Q(not_before__lte=now)
    tried = Q(trouble__isnull=False) | Q(made_at__lte=now - ANSWERED_BY)
    waiting = holding.waiting().filter(due, tried, made_at__gt=now - AGES_AFTER)
    rows = waiting.exclude(Exists(_before())).order_by("made_at", "pk")
    if not rows.exists() or _has_repeated_enough() or not counting.any_left():
        return None
    return take_first(
        rows,
        not_before=now + SENDING,
    )


def _has_repeated_enough() -> bool:
    """Whether a fifth of what a minute allows went into attempts without an answer.

    What Leadway asked to wait with is not among them: it said itself when.
    """
    lately = timezone.now() - timedelta(minutes=1)
    unanswered = (*PERHAPS, "not_sent")
    rows = Attempt.objects.filter(finished_at__gte=lately, outcome__in=unanswered)
    return rows.count() >= REPEATED * Ration.current().calls_a_minute


def _before() -> QuerySet[Edit]:
    """Return the open edits of the same appointment that were made earlier."""
    rows = Edit.here().filter(state__in=OPEN, event_id=OuterRef("event_id"))
    return rows.filter(pk__lt=OuterRef("pk"))


def send(edit: Edit) -> None:
    """Send an edit that was taken, with no more than its person may do by now.

    Where that person may not save any more, it waits for somebody who may.
    """
    taken_until = edit.not_before
    later: datetime | None = edit.made_at + AGES_AFTER
    try:
        if goes_by_itself(edit) and not _limited(edit):
            with pausing.ending(edit):
                edit.stand_back(Trouble("not_allowed"))
        elif goes_by_itself(edit):
            with holding.trying(), pausing.ending(edit):
                saving.send(edit, by_itself=True)
            if edit.state in STOPPED:
                edit.stopped_unseen()
            told = edit.not_before if edit.not_before != taken_until else None
            # Where saves have to wait, that says when; nobody is tried meanwhile.
            later = told if holding.held() else retry_at(edit)
            if later and told:
                # Leadway said when; to say "at once" again and again is no reason.
                later = max(later, told)
    finally:
        holding.waiting().filter(pk=edit.pk).update(not_before=later)


def _limited(edit: Edit) -> bool:
    person = edit.person
    if person is None or not person.is_active or not person.has_perm(EDIT):
        return False
    edit.limit_to(allowed_options(edit.options, person))
    return True


def retry_at(edit: Edit) -> datetime:
    """Return when to try again: later and later, and not everybody at once."""
    now = timezone.now()
    waited_s = (now - edit.made_at).total_seconds()
    wait_s = min(LONGEST_WAIT_S, max(LEAST_WAIT_S, 2 * waited_s))
    by_chance = random.uniform(0, wait_s)  # noqa: S311 – no secret
    return now + timedelta(seconds=by_chance)
