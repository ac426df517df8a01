"""Which columns the list has: each person's own choice, kept on their account.

When, who and the status are always there: the status's place says what came of a press.
A file holds all of them, whatever is chosen.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from appointments.request import Request, person, view_required, way_back
from appointments.words import LABEL
from people import preferences

# In the order in which they stand in the table.
LABELS = {
    "title": LABEL["title"],
    "assignee": LABEL["assigned_user_id"],
    "calendar": LABEL["calendar_id"],
    "place": LABEL["address"],
    "updated": _("Updated"),
}
USUAL = ("title", "assignee", "place", "updated")
ALWAYS = ("select", "when", "who", "status")
# Tells that somebody wants none of them from that nobody has chosen.
NONE = "none"


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Columns:
    """Which of them are there, what there is to choose from, and how many in all."""

    title: bool
    assignee: bool
    calendar: bool
    place: bool
    updated: bool
    choices: tuple[Choice, ...]
    count: int


def columns(request: Request) -> Columns:
    kept = person(request).list_columns.split()
    chosen = _sound(kept) if kept else USUAL
    there = {name: name in chosen for name in LABELS}
    choices = tuple(
        Choice(name, str(label), there[name]) for name, label in LABELS.items()
    )
    return Columns(**there, choices=choices, count=len(ALWAYS) + len(chosen))


@require_POST
@view_required
def choose(request: Request) -> HttpResponse:
    """Keep the columns that were ticked, and lead back to where that was."""
    chosen = _sound(request.POST.getlist("column"))
    preferences.keep_list_columns(person(request), " ".join(chosen) or NONE)
    return redirect(way_back(request) or reverse("listing"))


def _sound(names: Iterable[str]) -> tuple[str, ...]:
    wanted = set(names)
    return tuple(name for name in LABELS if name in wanted)
