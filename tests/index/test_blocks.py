"""What is blocked is known, for a few calls, and never shown longer than it is so."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from appointments.index import blocked, days, reading_blocks
from appointments.index.blocks import Block, Blockable, Owner
from appointments.index.directory import Directory
from appointments.index.ration import Ration
from appointments.index.source import Source
from appointments.index.window import Elsewhere
from appointments.leadway.blocks import BlockedTime
from appointments.leadway.http import transport
from tests.blocking import LISTS, again, block, change, read_all, unblock
from tests.index.swept import soon
from tests.sandboxed import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unlimited")]
HOUR = timedelta(hours=1)


@pytest.fixture
def unlimited(names: Directory, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit has tests of its own; here it is as large as it needs to be."""
    Ration.current()
    Ration.objects.update(burst_limit=100_000, daily_limit=100_000_000)
    monkeypatch.setattr(Ration, "hear", lambda rates: None)


@pytest.fixture
def marta(sandbox: Sandbox) -> str:
    return str(sandbox.cast()["users"]["Marta Ruiz"])


@pytest.fixture
def made(sandbox: Sandbox, marta: str) -> Iterator[str]:
    """A block of Marta's that is away again after the test."""
    block_id = block(sandbox, soon(), soon() + HOUR, "Congreso", assignedUserId=marta)
    yield block_id
    sandbox.call("DELETE", f"/calendars/events/{block_id}", json={})


def asked(sandbox: Sandbox) -> list[dict[str, Any]]:
    journal = sandbox.journal("GET")
    return [e["query"] for e in journal if e["path"].endswith("/blocked-slots")]


def mine(user_id: str) -> list[tuple[str, str]]:
    rows = Block.objects.filter(owner__owner_id=user_id)
    return list(rows.values_list("event_id", "title"))


def test_all_that_is_blocked_costs_a_call_for_each_who_can_be(
    sandbox: Sandbox, names: Directory, marta: str, made: str
) -> None:
    sandbox.clear()
    assert read_all() == len(reading_blocks.owners(names))
    whose = [one.get("userId") or one.get("calendarId") for one in asked(sandbox)]
    event = sandbox.cast()["calendars"]["Escuela de espalda"]
    assert set(whose) == {*sandbox.cast()["users"].values(), event}
    assert (made, "Congreso") in mine(marta)
    assert read_all() == 0
    found = blocked.between(soon(), soon() + HOUR)
    assert found.is_known
    assert not found.is_refused
    (shown,) = [one for one in found.blocks if one.title == "Congreso"]
    assert shown.owner == Owner("user", marta)
    assert (shown.start, shown.end) == (soon(), soon() + HOUR)


def test_an_event_calendar_has_its_own(sandbox: Sandbox) -> None:
    calendar = sandbox.cast()["calendars"]["Escuela de espalda"]
    start = soon(5)
    made = block(sandbox, start, start + HOUR, "Obras", calendarId=calendar)
    read_all()
    assert (made, "Obras") in mine(calendar)
    unblock(sandbox, made)


def test_what_was_changed_or_taken_away_is_so_here_after_the_next_reading(
    sandbox: Sandbox, marta: str, made: str
) -> None:
    read_all()
    change(sandbox, made, title="Vacaciones")
    again()
    read_all()
    assert (made, "Vacaciones") in mine(marta)
    unblock(sandbox, made)
    again()
    read_all()
    assert made not in dict(mine(marta))


def test_an_older_reading_never_overwrites_a_newer(
    sandbox: Sandbox, marta: str, made: str
) -> None:
    read_all()
    one = Blockable.objects.get(owner_id=marta)
    assert one.read_at is not None
    span = {"start": soon(), "end": soon() + HOUR}
    stale = BlockedTime("gone", "Ayer", **span)
    older = one.read_at - timedelta(seconds=1)
    one.keep([stale], **span, asked_at=older, due_at=timezone.now())
    assert "gone" not in dict(mine(marta))
    assert made in dict(mine(marta))


def test_outside_of_what_was_read_nothing_is_known(made: str) -> None:
    assert not blocked.between(soon(), soon() + HOUR).is_known
    read_all()
    assert blocked.between(soon(), soon() + HOUR).is_known
    far = soon() + timedelta(days=200)
    assert not blocked.between(far, far + HOUR).is_known


def test_a_token_that_may_not_read_them_asks_once_and_then_seldom(
    sandbox: Sandbox,
) -> None:
    sandbox.fault("scope", path=LISTS)
    assert read_all() == 1
    found = blocked.between(soon(), soon() + HOUR)
    assert found.is_refused
    assert not found.is_known
    again()
    assert read_all() == 0
    due = min(Blockable.objects.values_list("due_at", flat=True))
    assert due > timezone.now() + timedelta(minutes=50)


def test_one_that_fails_leaves_the_others_and_keeps_what_was_known(
    sandbox: Sandbox, names: Directory, marta: str, made: str
) -> None:
    read_all()
    again()
    sandbox.fault("error_502_html", path=LISTS, times=1)
    assert read_all() == len(reading_blocks.owners(names))
    failed = Blockable.objects.filter(trouble__isnull=False)
    assert failed.count() == 1
    assert failed.get().due_at > timezone.now()
    assert made in dict(mine(marta))


def test_they_take_a_small_part_of_the_limit(names: Directory) -> None:
    reading_blocks.provide()
    assert reading_blocks.rhythm() == reading_blocks.EVERY
    Ration.objects.update(burst_limit=25, daily_limit=10_000)
    a_day = timedelta(days=1) / reading_blocks.rhythm() * Blockable.objects.count()
    assert a_day == pytest.approx(10_000 / 4 * reading_blocks.SHARE)


def test_whoever_presses_has_them_read_soon_but_not_at_every_press(
    names: Directory,
) -> None:
    read_all()
    today = timezone.now().date()
    days.refresh(today, pressed=True)
    assert read_all() == 0
    Blockable.objects.update(asked_at=timezone.now() - 2 * reading_blocks.LATELY)
    days.refresh(today, pressed=True)
    assert read_all() == len(reading_blocks.owners(names))


def test_of_another_account_nothing_is_left_and_nothing_is_kept(made: str) -> None:
    reading_blocks.provide()
    one = reading_blocks.next_blocks()
    assert one is not None
    Source.settle("another", "http://elsewhere")
    with pytest.raises(Elsewhere):
        reading_blocks.read_blocks(one)
    assert not Block.objects.exists()
    assert not Blockable.objects.exists()


def test_whoever_takes_no_appointments_any_more_is_let_go_of(
    marta: str, made: str
) -> None:
    read_all()
    others = {one for one in _owners() if one.id != marta}
    Blockable.provide(others)
    assert not Block.objects.filter(event_id=made).exists()


def _owners() -> list[Owner]:
    rows = Blockable.objects.values_list("kind", "owner_id")
    return [Owner(*row) for row in rows]


def test_a_longer_list_than_fits_is_read_in_a_smaller_span(
    sandbox: Sandbox, marta: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "MOST_LISTED_BYTES", 1_000_000)
    read_all()
    Blockable.objects.exclude(owner_id=marta).delete()
    whole = Blockable.objects.get(owner_id=marta)
    sandbox.fault("huge", path=LISTS, times=1)
    again()
    read_one: datetime | None = whole.read_end
    while one := reading_blocks.next_blocks():
        reading_blocks.read_blocks(one)
    smaller = Blockable.objects.get(owner_id=marta)
    assert smaller.cuts == 1
    assert smaller.read_end
    assert read_one
    assert smaller.read_end < read_one
