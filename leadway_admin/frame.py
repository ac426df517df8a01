"""What the frame of every page shows: the account, the person, language and theme."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest
from django.utils.translation import get_language

from appointments.frame import side as sidebar
from appointments.frame.side import Side
from appointments.index import counting, directory, passing, reference
from appointments.index.pulse import Age, Pulse
from appointments.listing.tables import SavedView
from appointments.outbox import waiting
from appointments.practice.tables import Rehearsal
from appointments.practice.troubles import TROUBLES
from appointments.request import in_panel
from leadway_admin.line import Notice, notice
from leadway_admin.sync import Stamp, stamp
from people import preferences
from people.models import User
from people.roles import VIEW


def brings(person_id: object) -> dict[str, tuple[str, list[Any]]]:
    """Return what every page needs as columns of the statement that loads a person.

    `brought` is one text: the mark of the newest names, a space, and what a worker said
    last. `saved_views` are those that the person may use, `line` is that to Leadway.
    """
    mark, marked = directory.newest()
    said, pulse = Pulse.beside()
    return {
        "brought": (f"({mark} || ' ' || {said})", [*marked, *pulse]),
        "saved_views": SavedView.beside(person_id),
        "rehearsed": Rehearsal.beside(),
        "line": passing.beside(),
        "counts": counting.beside(),
    }


def mark_of(person: object) -> str | None:
    """Return the mark that was brought with a person, None with nobody signed in."""
    brought = getattr(person, "brought", None)
    return None if brought is None else str(brought).partition(" ")[0]


def line_of(person: object) -> str | None:
    """Return the line that was brought with a person, None with nobody signed in."""
    line = getattr(person, "line", None)
    return None if line is None else str(line)


def counts_of(person: object) -> bool:
    """Return whether calls are counted, as it was brought with a person."""
    return bool(getattr(person, "counts", False))


def frame(request: HttpRequest) -> dict[str, Any]:
    """Costs no query of its own: the person is loaded by the sign-in check already.

    Also called for answers that never reached the sign-in check, hence the defaults.
    """
    user = getattr(request, "user", None)
    person = user if isinstance(user, User) else None
    here = request.get_full_path() if request.method == "GET" else ""
    return {
        "account_name": account_name(person if _is_page(request) else None),
        "unreachable": directory.is_out_of_reach(),
        "sync": sync(person),
        "line": line(),
        # A page that came with the banner keeps its place; see layout/_line.html.
        "line_flows": not passing.known().takes_saves,
        "line_over": False,
        "line_forgotten": False,
        "line_oob": False,
        "line_tried": "",
        "sandbox": settings.SANDBOX,
        "rehearsed": rehearsed(person) if settings.SANDBOX else [],
        "person": person,
        "language": get_language(),
        "languages": preferences.LANGUAGES,
        "theme": preferences.theme_of(request, person),
        "themes": preferences.THEMES,
        "here": here,
        # Pages with a form to type into say so themselves.
        "typed_into": None,
        "side": side(person, here),
        # Pages over which an appointment can be opened say so themselves.
        "panel": None,
        "in_panel": in_panel(request),
    }


def line() -> Notice | None:
    """The banner, from what was brought with the person, and heard since."""
    known = passing.known()
    return None if known.takes_saves else notice(known, directory.current().shown_in)


def rehearsed(person: User | None) -> list[str]:
    """Return what is being rehearsed, in words: for everybody to know why."""
    names = Rehearsal.told(getattr(person, "rehearsed", ""))
    return [str(TROUBLES[name][0]) for name in names if name in TROUBLES]


def side(person: User | None, here: str) -> Callable[[], Side | None]:
    """Return what draws the sidebar: only whole pages ask, and it costs a statement.

    A page that says what is wrong with the database is a page all the same.
    """

    @cache
    def drawn() -> Side | None:
        if person is None or not person.has_perm(VIEW):
            return None
        try:
            saved = SavedView.of(person)
            return sidebar.side(here, saved, whose=waiting.whose(person))
        except DatabaseError:
            return None

    return drawn


def _is_page(request: HttpRequest) -> bool:
    """Whether there is a page at this address: nobody waits for another."""
    return request.method == "GET" and request.resolver_match is not None


def account_name(person: User | None = None) -> str:
    """The account as Leadway calls it, or "" as long as nobody could read that.

    The first page of all waits for it, whichever it is, so that the next one is called
    the same. One that says what is wrong with the database is a page all the same.
    """
    try:
        if person is not None and person.has_perm(VIEW):
            reference.know()
        return directory.current().account_name
    except DatabaseError:
        return ""


def sync(person: User | None) -> Stamp | None:
    """The sync stamp, from what a worker said last."""
    try:
        return stamp(
            Age.brought_with(person),
            directory.current().shown_in,
            silent=bool(passing.known().silent_since),
        )
    except DatabaseError:
        return None
