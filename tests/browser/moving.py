"""The calendar as somebody at a browser has it who moves an appointment."""

from datetime import datetime
from typing import Any

from playwright.sync_api import Locator, Page

from appointments.index import days
from tests.own_day import OwnDay
from tests.sandboxed import Sandbox


class Moving:
    """The calendar as somebody who moves an appointment has it."""

    def __init__(self, page: Page, own: OwnDay, sandbox: Sandbox) -> None:
        self.page = page
        self.own = own
        self.users = sandbox.cast()["users"]
        self.lift = page.locator(".ev[data-lift]")
        self.said = page.locator("#dropped .said")
        self.toast = page.locator(".toast")
        self.live = page.locator("#live")

    def open(self, query: str = "") -> None:
        days.refresh(self.own.day, pressed=True)
        self.page.goto(f"/calendar/?day={self.own}{query}")
        # The first look at what is new may move what a drag has measured.
        self.page.wait_for_load_state("networkidle")

    def block(self, booked: dict[str, Any], person: str = "") -> Locator:
        key = self.users[person or self.own.person]
        column = self.page.locator(f".cal__col[data-key='{key}']")
        return column.locator(
            f".ev[data-appointment='{booked['id']}']:not([data-lift])"
        )

    def drag(
        self, block: Locator, *, quarters: int = 0, to: str = "", by_edge: bool = False
    ) -> None:
        box, hour = self.box(block), self.hour
        x = box["x"] + box["width"] / 2
        y = box["y"] + (box["height"] - 1 if by_edge else 6)
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        target = x
        if to:
            column = self.page.locator(f".cal__col[data-key='{self.users[to]}']")
            target = self.box(column)["x"] + 30
        self.page.mouse.move(target, y + quarters * hour / 4, steps=6)

    def box(self, found: Locator) -> dict[str, float]:
        box = found.bounding_box()
        assert box
        return dict(box)

    @property
    def hour(self) -> float:
        """How high an hour is."""
        first, second = (self.page.locator(f".cal__gut .h{n}") for n in (11, 12))
        return self.box(second)["y"] - self.box(first)["y"]


def at(sandbox: Sandbox, booked: dict[str, Any]) -> tuple[datetime, datetime]:
    now = sandbox.get(booked["id"])
    return tuple(datetime.fromisoformat(now[n]) for n in ("startTime", "endTime"))  # type: ignore[return-value]
