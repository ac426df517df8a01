"""Appointments as blocks: where each lies, and its words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from appointments.calendar import grid
from appointments.calendar.grid import Place
from appointments.edits import unsettled
from appointments.edits.unsettled import Mark
from appointments.index.glance import Glance
from appointments.leadway.statuses import FINISHED, FREES
from appointments.stencil import Stencil
from appointments.times import clock
from appointments.words import STATUS, Words, last_name, status_icon

PART = "appointments/calendar/_event.html"
LISTED = "appointments/calendar/_listed.html"
# Up to these steps there is room for a name only, and for a name and a narrow line.
SMALL, MEDIUM = 5, 6
LONGEST_TITLE = 120
# From so many side by side on there is room for a surname only.
NARROW = 3
# Of what has no room so many are named; a page is read by people.
MOST_LISTED = 20


@dataclass(frozen=True, slots=True)
class Event:
    """One appointment on one day, all of it text by now.

    `place` are the grid's classes. `starts` and `ends` are what a move tells was shown;
    `counts` says that it takes up somebody's time, and `press` is the address that a
    move is posted to, "" where it cannot be moved from here.
    """

    event_id: str
    id: str
    url: str
    name: str
    # What of the name has room in a narrow block, "" where all of it has.
    short: str
    title: str
    start: str
    span: str
    status: str
    status_label: str
    icon: str
    phase: str
    user_id: str
    assignee: str
    hue: str
    repeats: bool
    size: str
    starts: str
    ends: str
    press: str
    counts: bool
    mark: Mark | None
    place: str = ""
    # It began the day before, or ends the day after.
    before: bool = False
    after: bool = False


# How many kinds of blocks there are on a page, and what each has of its own.
KINDS = [
    *("status", "status_label", "icon", "phase", "size", "repeats", "counts"),
    "mark",
    *("before", "after"),
]
TEXTS = [
    *("event_id", "id", "url", "name", "short", "title", "start", "span", "user_id"),
    *("assignee", "hue", "starts", "ends", "press", "place"),
]
LISTED_KINDS = ["status", "status_label", "icon"]
LISTED_TEXTS = ["event_id", "url", "span", "name"]


@dataclass(frozen=True, slots=True)
class More:
    """What does not fit beside others, to be opened as a list.

    Of `count`; those beyond `events` are in the list of the day, at `url`.
    """

    place: str
    count: int
    drawn: SafeString
    left: int
    url: str


@dataclass(frozen=True, slots=True)
class Laid:
    """The blocks of a column, and what stands for those that have no room in it."""

    drawn: SafeString
    more: list[More]


class Writer:
    """Writes blocks in the words of this installation, as of one moment.

    `may_move` says that who looks may move them, and that their zone is known;
    `says_whose`, that a column is not one person's.
    """

    def __init__(
        self, words: Words, now: datetime, *, may_move: bool, says_whose: bool
    ) -> None:
        self.words = words
        self.now = now
        self.may_move = may_move
        self.says_whose = says_whose
        self._stencil = Stencil(PART, "event", kinds=KINDS, texts=TEXTS)
        self._listed = Stencil(LISTED, "event", kinds=LISTED_KINDS, texts=LISTED_TEXTS)
        self._root = reverse("listing")
        # What many of a page have in common, and what is asked for twice.
        self._odd: dict[date, bool] = {}
        self._words_of: dict[str, tuple[str, str]] = {}
        self._of_person: dict[str, tuple[str, str]] = {}
        self._local: dict[str, tuple[datetime, datetime]] = {}
        self._places: dict[tuple[str, date], Place] = {}

    @property
    def zone(self) -> ZoneInfo:
        return self.words.zone

    def place(self, one: Glance, day: date) -> Place:
        """Return where it lies on a day, alone."""
        key = one.event_id, day
        if key not in self._places:
            self._places[key] = grid.place(*self._at(one), day, self.zone)
        return self._places[key]

    def _at(self, one: Glance) -> tuple[datetime, datetime]:
        if one.event_id not in self._local:
            first, last = (clock.local(t, self.zone) for t in (one.start, one.end))
            self._local[one.event_id] = first, last
        return self._local[one.event_id]

    def lay(self, found: Sequence[Glance], day: date, *, most: int) -> Laid:
        """Return what of these is on a day, `most` of them side by side."""
        here = [(one, self.place(one, day)) for one in found]
        here.sort(key=lambda pair: (pair[1].start, -pair[1].length))
        laid, rest = grid.side_by_side([at for _one, at in here], most=most)
        events = [
            self.event(one, day, at)
            for (one, _place), at in zip(here, laid, strict=True)
            if at is not None
        ]
        left = [pair for pair, at in zip(here, laid, strict=True) if at is None]
        more = [self._more(left, day, at) for at in rest]
        return Laid(self._stencil.draw(events), more)

    def _more(
        self, left: Iterable[tuple[Glance, Place]], day: date, rest: Place
    ) -> More:
        here = [pair for pair in left if rest.start <= pair[1].start < rest.end]
        listed = [self.event(one, day, at) for one, at in here[:MOST_LISTED]]
        return More(
            place=rest.classes,
            count=len(here),
            drawn=self._listed.draw(listed),
            left=max(len(here) - MOST_LISTED, 0),
            url=f"{self._root}?from={day}&to={day}",
        )

    def event(self, one: Glance, day: date, at: Place) -> Event:
        first, last = self._at(one)
        start, end = f"{first:%H:%M}", f"{last:%H:%M}"
        label, icon = self._status(one.status)
        assignee, hue = self._person(one.user_id)
        # What stands in our copy has a sound id: nothing in it is to be escaped.
        url = f"{self._root}{one.event_id}/"
        if self._is_odd(day):
            start, end = (f"{t:%H:%M} {clock.offset_label(t)}" for t in (first, last))
        name = one.who or one.title[:LONGEST_TITLE] or one.event_id
        return Event(
            event_id=one.event_id,
            id=f"{one.event_id}-{day:%j}",
            url=url,
            name=name,
            short=last_name(name) if at.lanes >= NARROW else "",
            title=one.title[:LONGEST_TITLE] if one.who else "",
            start=start,
            span=f"{start}–{end}",
            status=one.status,
            status_label=label,
            icon=icon,
            phase=phase(one, self.now),
            user_id=one.user_id,
            assignee=assignee if self.says_whose else "",
            hue=hue,
            repeats=one.repeats,
            size="s" if at.length < SMALL else "m" if at.length <= MEDIUM else "l",
            starts=one.start.isoformat(),
            ends=one.end.isoformat(),
            # What began the day before is not seen whole: it is moved on its first day.
            press=f"{url}press/" if self.may_move and first.date() == day else "",
            counts=one.status not in FREES,
            mark=unsettled.mark_for(one.mark),
            place=at.classes,
            before=first.date() < day,
            after=(last - timedelta(microseconds=1)).date() > day,
        )

    def _status(self, status: str) -> tuple[str, str]:
        """Return the label and the icon of a status."""
        if status not in self._words_of:
            label = str(STATUS.get(status, status)) or _("No status")
            self._words_of[status] = label, status_icon(status)
        return self._words_of[status]

    def _person(self, user_id: str) -> tuple[str, str]:
        """Return the name and the colour of a person."""
        if user_id not in self._of_person:
            names = self.words.names
            found = names.assignee_name(user_id), str(names.hue(user_id))
            self._of_person[user_id] = found
        return self._of_person[user_id]

    def _is_odd(self, day: date) -> bool:
        """Whether the clock of a day tells too little without its offset."""
        if day not in self._odd:
            self._odd[day] = bool(grid.twice(day, self.zone))
        return self._odd[day]


def phase(one: Glance, now: datetime) -> str:
    """Return what an appointment needs by the clock."""
    if one.status in FINISHED:
        return "done"
    if one.end <= now:
        return "overdue"
    return "now" if one.start <= now else "next"
