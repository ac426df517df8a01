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
from appointments.edits.each import WORST_FIRST, Became, One, one_of
from appointments.edits.tables import Edit
from appointments.index import reading, series, window
from appointments.index.series import Occurrence
from appointments.leadway import ids
from appointments.leadway.errors import LeadwayError
from appointments.words import Words

FOLDED = (Became.NOT_TOLD, Became.AS_ASKED)


@dataclass(frozen=True, slots=True)
class Whole:
    """What became of all of them: the exceptions, and what is folded away.

    `odd` are those that are not as they were asked, `untold` those of which that is not
    told back, `same` the others.
    """

    title: str
    tone: str
    odd: list[One]
    untold: list[One]
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
    there = [one for one in found.occurrences if not one.gone]
    every = [one_of(edit, one, master, words, now) for one in there]
    every.sort(key=lambda one: WORST_FIRST.index(one.became))
    tone, title = _title(every)
    return Whole(
        title,
        tone,
        odd=[one for one in every if one.became not in FOLDED],
        untold=[one for one in every if one.became == Became.NOT_TOLD],
        same=[one for one in every if one.became == Became.AS_ASKED],
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
    """Return the tone, and how many are as they were asked.

    What has its own is not counted, as it was not asked; but where that is all of them,
    nothing came of the save.
    """
    count = {became: sum(one.became == became for one in every) for became in Became}
    n = len(every) - count[Became.KEPT]
    if not every:
        return "info", _("There is no appointment of this series any more.")
    if not n:
        return "warn", _none(len(every))
    if count[Became.AS_ASKED] == n:
        return "ok", ngettext(
            "%(n)d appointment is as you asked.",
            "All %(n)d appointments are as you asked.",
            n,
        ) % {"n": n}
    if count[Became.NOT_TOLD] == n:
        return _not_told(n, compared=any(one.compared for one in every))
    settled = {"n": count[Became.AS_ASKED], "all": n}
    said = _("%(n)d of %(all)d appointments are as you asked") % settled
    tone = "warn" if count[Became.DIFFERS] else "info"
    return tone, ", ".join([said, *_but(count)]) + "."


def _none(n: int) -> str:
    return ngettext(
        "The appointment is not as you asked: it keeps its own value.",
        "None of the %(n)d appointments is as you asked: each keeps its own value.",
        n,
    ) % {"n": n}


def _not_told(n: int, *, compared: bool) -> tuple[str, str]:
    """Say no more than is known: what was not compared was sent."""
    if compared:
        return "ok", ngettext(
            "%(n)d appointment is as you asked, as far as Leadway tells it back.",
            "All %(n)d appointments are as you asked, as far as Leadway tells it back.",
            n,
        ) % {"n": n}
    return "mute", ngettext(
        "Sent for %(n)d appointment: Leadway does not tell it back.",
        "Sent for all %(n)d appointments: Leadway does not tell it back.",
        n,
    ) % {"n": n}


def _but(count: dict[Became, int]) -> Iterator[str]:
    if n := count[Became.DIFFERS]:
        yield ngettext("%(n)d differs", "%(n)d differ", n) % {"n": n}
    if n := count[Became.UNREAD]:
        yield ngettext("%(n)d not read back", "%(n)d not read back", n) % {"n": n}
    if n := count[Became.NOT_TOLD]:
        yield ngettext("%(n)d not told back", "%(n)d not told back", n) % {"n": n}
