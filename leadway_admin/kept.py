"""What somebody typed, out of a request that could not be answered as it should be."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from django.core.exceptions import DisallowedHost
from django.db import DatabaseError
from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from appointments.editor.choices import sources
from appointments.editor.controls import SLOTS
from appointments.edits.in_words import words
from appointments.leadway.fields import IDS
from appointments.words import LABEL, PLACE_TYPE, STATUS, Words

logger = logging.getLogger(__name__)

# Never shown again, and never sent again.
SECRET_FIELDS = {"csrfmiddlewaretoken", "password"}
# A form's own bookkeeping: sent again, but not what anybody typed.
UNSEEN_FIELDS = {
    "baseline",
    "form_key",
    "acknowledged",
    "offered",
    "waits",
    "anyway",
    "conflict",
    "team_of",
    "next",
}
MOST_FIELDS = 2000
CHOSEN: dict[str, Mapping[str, object]] = {
    "appointment_status": STATUS,
    "meeting_location_type": PLACE_TYPE,
}
# Told by what the rest says, or by the page itself: of no use to who reads it.
UNSEEN_FIELDS |= {
    "end_follows",
    "typing",
    "said",
    "one",
    "only",
    "refused",
    "back",
    "in_line",
    "key",
}
LABELS: dict[str, Promise | str] = {
    **SLOTS,
    **LABEL,
    "end_next_day": gettext_lazy("+1 day"),
    "start_offset": gettext_lazy("Which of the two"),
    "place": gettext_lazy("Where the place comes from"),
    "rrule_consent": LABEL["ignore_free_slot_validation"],
    "username": gettext_lazy("Name"),
    "first_name": gettext_lazy("First name"),
    "last_name": gettext_lazy("Last name"),
    "text": gettext_lazy("Text of the note"),
    "q": gettext_lazy("Search"),
    "language": gettext_lazy("Language"),
    "theme": gettext_lazy("Theme"),
}


def make_readable(request: HttpRequest) -> None:
    """Let the form be looked at, as far as it can be read at all.

    Where reading it failed, Django fails again at each look, or says it was empty.
    """
    try:
        if request.POST:
            return
    # Too big, too many fields, another encoding, a connection that broke: any of them.
    except Exception:
        logger.debug("a form could not be read", exc_info=True)
    request.POST = _as_far_as_it_goes(request)  # type: ignore[assignment]


def _as_far_as_it_goes(request: HttpRequest) -> QueryDict:
    read = QueryDict(mutable=True)
    if request.content_type != "application/x-www-form-urlencoded":
        return read
    try:
        body = request.body.decode("utf-8", "replace")
        pairs = parse_qsl(body, keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except Exception:
        return read
    for name, value in pairs:
        read.appendlist(name, value)
    return read


@dataclass(frozen=True, slots=True)
class Typed:
    """One value that was posted; `said` is it in words, and `seen` whether to show it.

    `label` is "" for what is in no form of ours.
    """

    name: str
    value: str
    label: str
    said: str
    seen: bool


def typed(request: HttpRequest, *, named: bool = True) -> list[Typed]:
    """Return what was typed, in words where it was chosen by them.

    Where `named`, ids are called by their names: for who is signed in, and as long as
    the database answers.

    Only for a form of our own: another site must not get its values onto a page of
    ours that offers to send them.
    """
    if request.method != "POST" or not is_ours(request):
        return []
    person = getattr(request, "user", None)
    names = _words() if named and person and person.is_authenticated else None
    return [
        Typed(name, value, _label(name), _in_words(name, value, names), _is_seen(name))
        for name, values in request.POST.lists()
        if name not in SECRET_FIELDS
        for value in values
    ]


def _is_seen(name: str) -> bool:
    return name not in UNSEEN_FIELDS and not name.startswith("was_")


def _label(name: str) -> str:
    """Return what it is called on the page that it comes from."""
    name = name.removeprefix("keep_")
    return str(LABELS.get(name, ""))


def _words() -> Words | None:
    try:
        return words()
    except DatabaseError:
        return None


def _in_words(name: str, value: str, names: Words | None) -> str:
    """Return a value as a person chose it: ids and words of the wire are none."""
    if name.startswith("keep_"):
        said = {"theirs": gettext("Now in Leadway"), "yours": gettext("Yours")}
        return said.get(value, value)
    if value == "on":
        return gettext("Yes")
    if name == "place":
        return {one.value: one.label for one in sources()}.get(value, value)
    if name in CHOSEN:
        return str(CHOSEN[name].get(value, value))
    return names.value(name, value) if names and name in IDS and value else value


def is_ours(request: HttpRequest) -> bool:
    """Whether a page of ours asks."""
    origin = request.headers.get("Origin", "")
    try:
        return origin == f"{request.scheme}://{request.get_host()}"
    except DisallowedHost:
        return False
