"""What stands above the list: tabs, and for each filter what it is set to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appointments.leadway.statuses import FINISHED, NAMES
from appointments.listing.filters import (
    EVERY,
    ME,
    NO,
    OPEN,
    OURS,
    PAST,
    UPCOMING,
    YES,
    Filters,
)
from appointments.times import writing
from appointments.words import (
    LABEL,
    PLACE_ICON,
    PLACE_TYPE,
    STATUS,
    Names,
    initials,
    status_icon,
)

TABS = {
    EVERY: gettext_lazy("All"),
    UPCOMING: gettext_lazy("Upcoming"),
    PAST: gettext_lazy("Past"),
}
SPANS = {
    "today": gettext_lazy("Today"),
    "tomorrow": gettext_lazy("Tomorrow"),
    "week": gettext_lazy("This week"),
    "next-7": gettext_lazy("Next 7 days"),
    "last-7": gettext_lazy("Last 7 days"),
}
REPEATS = {
    YES: gettext_lazy("Part of a series"),
    NO: gettext_lazy("Only once"),
}

CHANGES = {
    OPEN: gettext_lazy("Waiting or not known yet"),
    OURS: gettext_lazy("Changed by us"),
}


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    query: str
    current: bool = False
    icon: str = ""


# What people look for again and again, as addresses that anybody could have typed.
VIEWS = (
    (
        gettext_lazy("Needs an outcome"),
        "circle-alert",
        Filters(tab=PAST, statuses=tuple(n for n in NAMES if n not in FINISHED)),
    ),
    (
        gettext_lazy("Unconfirmed tomorrow"),
        "circle-dashed",
        Filters(tab=EVERY, days="tomorrow", statuses=("new",)),
    ),
    (
        gettext_lazy("No-shows this week"),
        "user-x",
        Filters(tab=EVERY, days="week", statuses=("noshow",)),
    ),
)
# Not counted: how many it leaves depends on who looks.
MINE = (gettext_lazy("Mine"), "user", Filters(assignees=(ME,)))


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    chosen: bool
    icon: str = ""
    initials: str = ""
    hue: int = 0
    status: str = ""


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter: `value` says what it is set to, `without` is the query without it.

    What is `rare` stands in the bar only while it is set.
    """

    name: str
    label: str
    value: str
    without: str
    choices: tuple[Choice, ...] = ()
    one_only: bool = False
    rare: bool = False


def tabs(filters: Filters) -> list[Link]:
    return [
        Link(str(label), filters.query(tab=tab, order=""), tab == filters.tab)
        for tab, label in TABS.items()
    ]


def spans(filters: Filters) -> list[Link]:
    """Return the spans that move along with today."""
    every = {"first": None, "last": None, "tab": EVERY, "order": ""}
    return [
        Link(str(label), filters.query(days=days, **every), days == filters.days)
        for days, label in SPANS.items()
    ]


def when(filters: Filters, today: date) -> Chip:
    none = {"days": "", "first": None, "last": None, "tab": UPCOMING}
    without = filters.query(**none, order="")
    return Chip("when", _("When"), _written(filters, today), without)


def _written(filters: Filters, today: date) -> str:
    if filters.days:
        return str(SPANS[filters.days])
    first, last = (
        day and writing.write_brief_day(day, today=today)
        for day in (filters.first, filters.last)
    )
    if first and last:
        return first if first == last else f"{first} – {last}"
    if first:
        return _("from %(day)s") % {"day": first}
    return _("until %(day)s") % {"day": last} if last else ""


def chips(filters: Filters, names: Names) -> list[Chip]:
    """Return the filters that are chosen from lists."""
    return [
        _chip("status", LABEL["appointment_status"], _statuses(filters), filters),
        _chip("assignee", LABEL["assigned_user_id"], _people(filters, names), filters),
        _chip("calendar", LABEL["calendar_id"], _calendars(filters, names), filters),
        _chip("place", LABEL["meeting_location_type"], _places(filters), filters),
        _chip("repeats", LABEL["rrule"], _repeats(filters), filters),
        _chip("changes", _("Changes"), _changes(filters), filters),
    ]


def _chip(
    name: str, label: object, choices: Iterable[Choice], filters: Filters
) -> Chip:
    every = tuple(choices)
    chosen = [one.label for one in every if one.chosen]
    rest = len(chosen) - 2
    value = ", ".join(chosen[:2]) + (f" +{rest}" if rest > 0 else "")
    field, none = _FIELDS[name]
    without = filters.query(**{field: none})
    one_only = name in ("repeats", "changes")
    rare = name not in ("status", "assignee", "calendar")
    return Chip(name, str(label), value, without, every, one_only, rare)


_FIELDS: Mapping[str, tuple[str, object]] = {
    "status": ("statuses", ()),
    "assignee": ("assignees", ()),
    "calendar": ("calendars", ()),
    "place": ("places", ()),
    "repeats": ("repeats", ""),
    "changes": ("changes", ""),
}


def _statuses(filters: Filters) -> Iterable[Choice]:
    for name in STATUS:
        chosen = name in filters.statuses
        label, icon = str(STATUS[name]), status_icon(name)
        yield Choice(name, label, chosen, icon=icon, status=name)


def _people(filters: Filters, names: Names) -> Iterable[Choice]:
    yield Choice(ME, _("Me"), ME in filters.assignees, icon="user")
    asked = dict.fromkeys(one for one in filters.assignees if one != ME)
    for id in {**names.assignees, **asked}:
        name = names.assignee_name(id)
        chosen = id in filters.assignees
        short = initials(name)
        yield Choice(id, name, chosen, initials=short, hue=names.hue(id))


def _calendars(filters: Filters, names: Names) -> Iterable[Choice]:
    for id in {**names.calendars, **dict.fromkeys(filters.calendars)}:
        yield Choice(id, names.calendar_name(id), id in filters.calendars)


def _places(filters: Filters) -> Iterable[Choice]:
    for name, label in PLACE_TYPE.items():
        yield Choice(name, str(label), name in filters.places, icon=PLACE_ICON[name])


def _changes(filters: Filters) -> Iterable[Choice]:
    for value, label in CHANGES.items():
        yield Choice(value, str(label), value == filters.changes)


def _repeats(filters: Filters) -> Iterable[Choice]:
    for value, label in REPEATS.items():
        yield Choice(value, str(label), value == filters.repeats)
