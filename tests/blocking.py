"""Blocked times in the sandbox, entered as somebody does in Leadway itself."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from appointments.index import directory, reading_blocks
from appointments.index.blocks import Block, Blockable, Owner
from appointments.leadway.blocks import BlockedTime
from tests.own_day import MADRID
from tests.sandboxed import LOCATION_ID, Sandbox

PATH = "/calendars/events/block-slots"
LISTS = r"/calendars/blocked-slots$"


def block(
    sandbox: Sandbox, start: datetime, end: datetime, title: str = "", **owner: str
) -> str:
    """Block a user (`assignedUserId`) or an event calendar; return the block's id."""
    times = {"startTime": start.isoformat(), "endTime": end.isoformat()}
    body = {"locationId": LOCATION_ID, "title": title, **times, **owner}
    answer = sandbox.call("POST", PATH, json=body)
    answer.raise_for_status()
    return str(answer.json()["id"])


def block_day(sandbox: Sandbox, day: date, **owner: str) -> str:
    """Block a whole day: on a Sunday the sandbox is open on Sundays."""
    start = datetime.combine(day, time(), MADRID)
    return block(sandbox, start, start + timedelta(days=1), **owner)


def change(sandbox: Sandbox, block_id: str, **fields: Any) -> None:
    sandbox.call("PUT", f"{PATH}/{block_id}", json=fields).raise_for_status()


def unblock(sandbox: Sandbox, block_id: str) -> None:
    path = f"/calendars/events/{block_id}"
    sandbox.call("DELETE", path, json={}).raise_for_status()


def read_all() -> int:
    """Read what is due of everybody, as a worker does; return how many calls."""
    reading_blocks.provide()
    count = 0
    while one := reading_blocks.next_blocks():
        reading_blocks.read_blocks(one)
        count += 1
    return count


def again() -> None:
    """Let everybody be due again."""
    Blockable.hasten(reading_blocks.LATELY * 0)


def away(person: str, start: datetime, end: datetime, title: str = "Congreso") -> None:
    """Have a block of this person's in the index, as if it had been read just now."""
    names = directory.current()
    (user_id,) = [id for id, name in names.assignees.items() if name == person]
    Blockable.provide({*map(_owner, Blockable.here()), Owner("user", user_id)})
    one = Blockable.here().get(kind="user", owner_id=user_id)
    kept = [
        BlockedTime(each.event_id, each.title, each.start, each.end)
        for each in Block.objects.filter(owner=one)
    ]
    now = timezone.now()
    new = BlockedTime(f"block{Block.objects.count()}", title, start, end)
    one.keep(
        [*kept, new],
        start=start - timedelta(days=40),
        end=end + timedelta(days=40),
        asked_at=now,
        due_at=now + timedelta(hours=1),
    )


def _owner(one: Blockable) -> Owner:
    return Owner(one.kind, one.owner_id)
