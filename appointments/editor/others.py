"""Who else has this open, in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from appointments.editor.form import SECTIONS
from appointments.editor.having import mark_of
from appointments.edits.presence import Presence
from appointments.words import SECTION

MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Other:
    """A colleague who has this open; `said` is a whole sentence."""

    id: int
    initials: str
    hue: int
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Others:
    """Who else has it open; `more` counts those who are not named, in a sentence.

    `others_mark` is what a page has of this, to say when it asks for it again.
    """

    others: list[Other]
    others_more: str
    others_mark: str


def others_at(present: Iterable[Presence], me: int | None) -> Others:
    """Return everybody but me, by name."""
    them = [one for one in present if one.person_id != me]
    them.sort(key=lambda one: (one.person.name.casefold(), one.person_id))
    named = [_other(one) for one in them[:MOST_NAMED]]
    left = len(them) - len(named)
    more = ngettext("%(n)d more has it open.", "%(n)d more have it open.", left)
    more = more % {"n": left} if left else ""
    mark = mark_of([(one.id, one.said) for one in named], more)
    return Others(others=named, others_more=more, others_mark=mark)


def _other(one: Presence) -> Other:
    who = one.person
    return Other(who.pk, who.initials, who.hue, _sentence(one))


def _sentence(one: Presence) -> str:
    changing = [str(SECTION[name]) for name in sections_of(one.changing)]
    if not changing:
        return _("%(name)s has this open.") % {"name": one.person.name}
    told = {"name": one.person.name, "what": get_text_list(changing, _("and"))}
    return _("%(name)s is changing %(what)s.") % told


def sections_of(text: str) -> list[str]:
    """Return the sections of the form that are named, once each and in its order."""
    named = set(text.split())
    return [name for name in SECTIONS if name in named and name != "options"]
