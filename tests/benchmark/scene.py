"""Everything that runs while it is measured, and the calls that each side makes."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tests.benchmark import servers
from tests.benchmark.measures import Calls, Side
from tests.benchmark.pages import EDITOR, Page
from tests.benchmark.person import PATIENCE_S, Editor, Person, session
from tests.benchmark.servers import Product, Server
from tests.sandboxed import Sandbox

# Far from what the sandbox is delivered with, so that the day has these rows only.
DAYS_AHEAD = 400
ROWS = 20


@dataclass(frozen=True, slots=True)
class Scene:
    """The sandbox, the three servers, somebody at each, and appointments to change."""

    sandbox: Sandbox
    bare: Server
    plain: Server
    ours: Server
    at_plain: Person
    at_ours: Person
    day: str
    on_the_day: list[str]
    to_save: list[str]

    def saves(self, title: str) -> list[Side]:
        return [
            Side("bare function", self.bare, self._bare_saves()),
            Side("plain Django view", self.plain, self._plain_saves(title)),
            Side("product", self.ours, self._our_saves(title)),
        ]

    def looks(self, page: Page) -> list[Side]:
        return [
            Side("plain Django", self.plain, self._looks(self.at_plain, page.plain)),
            Side("product", self.ours, self._looks(self.at_ours, page.path)),
        ]

    def path(self, path: str, event_id: str = "") -> str:
        return path.format(event_id=event_id or self.on_the_day[0], date=self.day)

    def open(self, person: Person, path: str, title: str) -> tuple[str, Editor]:
        """Open an appointment that nobody has saved; return its id as well."""
        event_id = self.to_save.pop()
        return event_id, person.open(self.path(path, event_id), title)

    def _our_saves(self, title: str) -> Calls:
        """Yield one save after another, each from an editor that was just opened."""
        while True:
            yield self.open(self.at_ours, EDITOR.path, title)[1].save

    def _plain_saves(self, title: str) -> Calls:
        while True:
            yield self.open(self.at_plain, EDITOR.plain, title)[1].save

    def _bare_saves(self) -> Calls:
        """Yield the very call that a save of the product makes."""
        self.open(self.at_ours, EDITOR.path, "Otra")[1].save()
        put = self.sandbox.journal("PUT")[-1]
        url, speaker = f"{self.bare.url}/{put['path'].rpartition('/')[2]}", session()
        while True:
            yield lambda: speaker.post(url, json=put["body"], timeout=PATIENCE_S)

    def _looks(self, person: Person, path: str) -> Calls:
        while True:
            yield lambda: person.get(self.path(path))


@contextmanager
def set_up(folder: Path, saves: int) -> Iterator[tuple[Scene, Product]]:
    """Book `saves` appointments and a day of others, and start everything."""
    with ExitStack() as stack:
        sandbox = stack.enter_context(Sandbox())
        first = datetime.now().astimezone().replace(hour=6, minute=0, microsecond=0)
        first += timedelta(days=DAYS_AHEAD)
        day = [_book(sandbox, first + timedelta(minutes=40 * n)) for n in range(ROWS)]
        later = first + timedelta(days=2)
        others = [_book(sandbox, later + timedelta(hours=n)) for n in range(saves)]
        product = Product(sandbox, folder)
        plain = stack.enter_context(servers.plain(sandbox, folder, day + others))
        ours = stack.enter_context(product.served())
        scene = Scene(
            sandbox=sandbox,
            bare=stack.enter_context(servers.bare(sandbox)),
            plain=plain,
            ours=ours,
            at_plain=Person.signed_in(plain.url),
            at_ours=Person.signed_in(ours.url),
            day=first.date().isoformat(),
            on_the_day=[one["id"] for one in day],
            to_save=[one["id"] for one in others],
        )
        scene.at_ours.refresh(scene.day)
        yield scene, product


def _book(sandbox: Sandbox, start: datetime) -> dict[str, Any]:
    cast = sandbox.cast()
    return sandbox.book(
        calendarId=cast["calendars"]["Fisioterapia"],
        assignedUserId=cast["users"]["Marta Ruiz"],
        title="Rehabilitación",
        appointmentStatus="confirmed",
        startTime=start.isoformat(),
        endTime=(start + timedelta(minutes=30)).isoformat(),
    )
