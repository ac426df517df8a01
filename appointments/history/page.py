"""One page of the history as it is shown, the newest first."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse

from appointments.edits import entries
from appointments.edits.entries import Entry
from appointments.edits.outside import Outside
from appointments.edits.tables import Edit
from appointments.edits.views import page_of
from appointments.history.filters import Filters
from appointments.history.found import Edge, Found, find, with_whom
from appointments.leadway.readers import visible
from appointments.times import clock, writing
from appointments.words import Words

SIZE = 50


@dataclass(frozen=True, slots=True)
class Row:
    """One entry, and the appointment that it is about. `day` heads the first of a day.

    `id` is its own part of the page's address. `called` is by whom the appointment is
    with, else by its title, or the id that it has.
    """

    id: str
    entry: Entry
    at: str
    day: str
    who: str
    title: str
    called: str
    when: str
    url: str


@dataclass(frozen=True, slots=True)
class History:
    rows: list[Row]
    after: str


def history(
    wanted: Filters, words: Words, *, now: datetime, may_edit: bool, after: Edge | None
) -> History:
    """Read a page of it; see found.find for what that costs."""
    found, last = find(wanted, words, after=after, size=SIZE)
    rows = _rows(found, words, now=now, may_edit=may_edit)
    return History(rows, str(last) if last else "")


def _rows(
    found: list[Found],
    words: Words,
    *,
    now: datetime,
    may_edit: bool,
) -> list[Row]:
    rows, day = [], ""
    for at, one in found:
        row, title = _row(at, one, words, now, may_edit), _day(at.at, words, now)
        rows.append(row if title == day else replace(row, day=title))
        day = title
    return rows


def _row(
    at: Edge, one: Edit | Outside, words: Words, now: datetime, may_edit: bool
) -> Row:
    if isinstance(one, Edit):
        entry = entries.of_edit(one, words, now=now, may_edit=may_edit)
        title, url = one.compared.called, page_of(one)
    else:
        entry = entries.of_outside(one, words, now=now)
        title, url = "", reverse("appointment", args=[one.event_id])
    who, title = with_whom(one), title or visible(vars(one)["called"])
    return Row(
        id=f"{at.kind}{at.pk}",
        entry=entry,
        at=writing.write_hour(at.at, words.zone),
        day="",
        who=who,
        title=title,
        called=who or title or one.event_id,
        when=writing.write_moment(one.start_time, words.zone) if one.start_time else "",
        url=url,
    )


def _day(moment: datetime, words: Words, now: datetime) -> str:
    day = clock.local(moment, words.zone).date()
    today = clock.local(now, words.zone).date()
    return writing.write_day_title(day, today=today)
