"""The use case: what became of each appointment of a series after all were saved.

The answer of such a save is the series' own record, and says nothing of its
appointments. So they are read back, as far as days are kept at all, and each is held
against what was asked.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from appointments import connection
from appointments.edits.each import Became, One, one_of
from appointments.edits.tables import Edit
from appointments.index import reading, series, window
from appointments.index.series import Occurrence
from appointments.leadway import ids
from appointments.leadway.errors import LeadwayError
from appointments.words import Words


@dataclass(frozen=True, slots=True)
class Whole:
    """What became of all of them; `odd` are those that are not as they were asked."""

    title: str
    tone: str
    odd: list[One]
    same: list[One]


def is_whole(edit: Edit) -> bool:
    """Whether an edit was of a whole series, and Leadway took it."""
    record = edit.returned or edit.compared
    repeats = record.is_recurring or edit.compared.rrule or edit.changes.rrule
    one = ids.series_of(edit.event_id) or edit.compared.master_event_id
    return edit.state == Edit.State.ACCEPTED and bool(repeats) and not one


def whole(edit: Edit, words: Words) -> Whole | None:
    """Read the appointments of a saved series back, and say what became of each.

    None where its dates cannot be told.
    """
    opened = reading.seen(edit.lives_at)
    master = opened.record if opened else edit.compared
    now = timezone.now()
    found = series.series(master, words.zone, now=now)
    if not found:
        return None
    if _read(edit, found.occurrences, now):
        found = series.series(master, words.zone, now=now) or found
    every = [one_of(edit, one, words, now) for one in found.occurrences if not one.gone]
    odd = [one for one in every if one.became != Became.AS_ASKED]
    same = [one for one in every if one.became == Became.AS_ASKED]
    tone, title = _title(every)
    return Whole(
        title, tone, sorted(odd, key=lambda one: list(Became).index(one.became)), same
    )


def _read(edit: Edit, every: list[Occurrence], now: datetime) -> bool:
    """Read the days of the series in its calendar, as far as days are kept."""
    back, ahead = connection.days_kept()
    within = [
        one.now
        for one in every
        if now - timedelta(days=back) <= one.now <= now + timedelta(days=ahead)
    ]
    calendar_id = (edit.returned or edit.compared).calendar_id
    if not within or not calendar_id:
        return False
    day = timedelta(days=1)
    try:
        window.read(calendar_id, min(within) - day, max(within) + day)
    except (LeadwayError, window.Elsewhere):
        return False
    return True


# --- all of them ---


def _title(every: list[One]) -> tuple[str, str]:
    count = {became: sum(one.became == became for one in every) for became in Became}
    n = len(every) - count[Became.KEPT]
    if not count[Became.DIFFERS] and not count[Became.UNREAD]:
        return "ok", ngettext(
            "%(n)d appointment is as you asked.",
            "All %(n)d appointments are as you asked.",
            n,
        ) % {"n": n}
    settled = {"n": count[Became.AS_ASKED], "all": n}
    said = _("%(n)d of %(all)d appointments are as you asked") % settled
    tone = "warn" if count[Became.DIFFERS] else "info"
    return tone, ", ".join([said, *_but(count)]) + "."


def _but(count: dict[Became, int]) -> Iterator[str]:
    if n := count[Became.DIFFERS]:
        yield ngettext("%(n)d differs", "%(n)d differ", n) % {"n": n}
    if n := count[Became.UNREAD]:
        yield ngettext("%(n)d not read back", "%(n)d not read back", n) % {"n": n}
