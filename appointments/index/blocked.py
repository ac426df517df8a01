"""What is blocked in a span of time, as far as that is known; Leadway is not asked."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from django.db.models import FilteredRelation, Q

from appointments.index.blocks import Blockable, Owner
from appointments.index.directory import Directory
from appointments.leadway.errors import Trouble


class Blocked(NamedTuple):
    """One blocked time, and whose it is."""

    owner: Owner
    title: str
    start: datetime
    end: datetime


class Found(NamedTuple):
    """What touches a span: `is_known` for all of it, `is_refused` by Leadway."""

    blocks: tuple[Blocked, ...]
    is_known: bool
    is_refused: bool


def between(start: datetime, end: datetime) -> Found:
    """Return what touches a span, and how well that is known: one statement."""
    touching = Q(blocks__start__lt=end, blocks__end__gt=start)
    rows = Blockable.here().annotate(
        block=FilteredRelation("blocks", condition=touching)
    )
    told = rows.order_by("block__start", "block__end", "block__title", "pk")
    columns = ("kind", "owner_id", "read_start", "read_end", "trouble")
    found, known, refused = [], [], False
    for kind, owner_id, since, until, trouble, title, begins, ends in told.values_list(
        *columns, "block__title", "block__start", "block__end"
    ):
        known.append(bool(since and since <= start and until >= end))
        refused = refused or is_refusal(trouble)
        if begins is not None:
            found.append(Blocked(Owner(kind, owner_id), title, begins, ends))
    return Found(tuple(found), bool(known) and all(known), refused)


def is_refusal(trouble: Trouble | None) -> bool:
    """Whether Leadway does not let us read them at all, rather than just now."""
    return trouble is not None and trouble.reason in ("scope", "forbidden")


def by_person(found: Found, names: Directory) -> Mapping[str, list[Blocked]]:
    """Return what is blocked of each person; under "" what is of none of them.

    A calendar that is blocked is so for everybody who takes its appointments.
    """
    theirs: dict[str, list[Blocked]] = {}
    for one in found.blocks:
        for user_id in _whose(one.owner, names):
            theirs.setdefault(user_id, []).append(one)
    return theirs


def _whose(owner: Owner, names: Directory) -> list[str]:
    if owner.kind == "user":
        return [owner.id]
    return list(names.team(owner.id)) or [""]


def called(one: Blocked, names: Directory) -> str:
    """Return its title, of a calendar with that calendar's name, or "" without any."""
    if one.owner.kind == "user":
        return one.title
    calendar = names.calendar_name(one.owner.id)
    return f"{calendar}: {one.title}" if one.title else calendar
