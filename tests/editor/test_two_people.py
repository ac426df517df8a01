"""Two people save the same appointment at once, again and again: no update is lost.

Each has a server of their own and posts what the page's form posts. What somebody was
told is saved stays, until somebody else changes it who was shown it before.
`ROUNDS=200 pytest tests/editor/test_two_people.py` goes on for longer.
"""

import json
import os
import random
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import requests
from django.db.models import F

from appointments.edits.standing import EditState as State
from appointments.edits.tables import Edit
from appointments.index import reference
from appointments.words import STATUS
from people.models import User
from tests.conftest import Book
from tests.editor_page import controls
from tests.intents import puts
from tests.pages import read
from tests.sandboxed import Sandbox
from tests.served import Served, served

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = int(os.environ.get("ROUNDS", "8"))
MADRID = ZoneInfo("Europe/Madrid")
STATUSES = ("new", "confirmed", "showed", "noshow", "cancelled", "invalid")
# What is typed into, by what Leadway calls it.
WIRE = {
    "title": "title",
    "description": "description",
    "address": "address",
    "appointment_status": "appointmentStatus",
    "start": "startTime",
}
# By what is decided in a conflict.
DECIDES = {"address": "where", "start": "when"}


@dataclass
class Save:
    """What was asked for, and what of it its author had been shown till then."""

    asked: dict[str, str]
    shown: dict[str, str]


@dataclass
class Side:
    """One of them, with the page that they have open."""

    name: str
    web: Served
    event_id: str
    chance: random.Random
    form: dict[str, str] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    saves: dict[int, Save] = field(default_factory=dict)
    conflicts: int = 0

    @property
    def url(self) -> str:
        return f"/appointments/{self.event_id}/"

    def open(self) -> None:
        self.form = controls(self.web.page(self.url))
        self._see(self.form)

    def look(self) -> None:
        """Hear that it is otherwise by now, with nothing typed, as the page does."""
        self._renewed(self.web.press(f"{self.url}_fresh/", known="1", **self.form))

    def go(self, number: int) -> None:
        """Change a few fields, on a page that may be old, until it is saved."""
        turn = self.chance.random()
        if turn < 0.25:
            self.open()
        elif turn < 0.5:
            self.look()
        names = self.chance.sample(sorted(WIRE), self.chance.randint(1, 3))
        typed = {k: v for name in names for k, v in self._typed(name, number).items()}
        self._save(typed)

    def _typed(self, name: str, number: int) -> dict[str, str]:
        if name == "appointment_status":
            left = [one for one in STATUSES if one != self.form[name]]
            return {name: self.chance.choice(left)}
        if name == "start":
            hour, minute = self.chance.randint(8, 17), self.chance.choice((0, 15))
            start, end = f"{hour:02}:{minute:02}", f"{hour:02}:{minute + 30:02}"
            return {"start": start, "end": end}
        new = f"{name} {number} {self.name}"
        return {name: new, "place": "own"} if name == "address" else {name: new}

    def _save(self, typed: dict[str, str]) -> None:
        choices: dict[str, str] = {}
        for _ in range(20):
            posted = self.form | typed | choices | {"anyway": "1"}
            answer = self.web.answer(self.url, posted)
            if answer.status_code == 409:
                self.conflicts += 1
                choices = self._decided(answer, posted)
            elif "HX-Trigger" not in answer.headers:
                # All of theirs was chosen, or it is so already: they are shown now.
                assert "There is nothing to save" in read(answer.text)
                self._renewed(answer.text)
                return
            else:
                self._saved(answer, posted, typed)
                return
        raise AssertionError("it came to no end")

    def _decided(
        self, answer: requests.Response, posted: dict[str, str]
    ) -> dict[str, str]:
        """See what Leadway has now, and choose between that and one's own."""
        page = read(answer.text)
        radios = page.all("input[type=radio][value=theirs]")
        assert radios
        for name in WIRE:
            choice = DECIDES.get(name, name)
            for theirs in page.all(f"label[for=keep-{choice}-theirs]"):
                self.shown[name] = theirs.text
        self._after(answer, posted)
        both = ("theirs", "yours")
        return {one["name"]: self.chance.choice(both) for one in radios}

    def _saved(
        self, answer: requests.Response, posted: dict[str, str], typed: dict[str, str]
    ) -> None:
        edit = json.loads(answer.headers["HX-Trigger"])["edited"]
        while edit["state"] == State.PENDING:
            # The other one was saving for long: press Send again.
            time.sleep(0.2)
            answer = self.web.answer(f"/edits/{edit['edit']}/send/", {})
            edit = json.loads(answer.headers["HX-Trigger"])["edited"]
        assert edit["state"] in (State.ACCEPTED, State.CONFLICTED), answer.text
        if edit["state"] == State.CONFLICTED:
            self.open()
            return
        asked = {name: posted[name] for name in WIRE if name in typed}
        self.saves[edit["edit"]] = Save(asked, dict(self.shown))
        self.form |= typed
        self._after(answer, posted)
        self._see(self.form)

    def _after(self, answer: requests.Response, posted: dict[str, str]) -> None:
        """Hear the event that comes with an answer, and ask as the page does then."""
        edited = json.loads(answer.headers["HX-Trigger"])["edited"]
        told = {"edited": str(edited["edit"]), "looked": json.dumps(edited["looked"])}
        more = self.web.press(f"{self.url}_renewed/", **posted | told)
        if not self._renewed(more):
            found = controls(f'<form id="editor">{more}</form>')
            self.form |= {n: value for n, value in found.items() if n in self.form}

    def _renewed(self, html: str) -> bool:
        """Take over the form where all of it comes."""
        whole = read(html).has("#editor")
        if whole:
            self.form = controls(html)
            self._see(self.form)
        return whole

    def _see(self, form: dict[str, str]) -> None:
        self.shown |= {name: form[name] for name in WIRE if name in form}


@pytest.fixture
def seed() -> int:
    chosen = int(os.environ.get("SEED", time.time_ns() % 10_000))
    print(f"SEED={chosen}")
    return chosen


@pytest.fixture
def sides(
    sandbox: Sandbox, ana: User, marta: User, book: Book, tmp_path: Path, seed: int
) -> Iterator[list[Side]]:
    User.objects.filter(pk__in=(ana.pk, marta.pk)).update(language="en")
    reference.refresh(even_if_recent=True)
    event_id = book(title="al principio", description="nada", address="Sala 0")["id"]
    with served(2, sandbox.url, tmp_path) as webs:
        for web, who in zip(webs, (ana, marta), strict=True):
            web.sign_in(who)
        yield [
            Side(name, web, event_id, random.Random(seed + number))  # noqa: S311
            for number, (name, web) in enumerate(
                zip(("ana", "marta"), webs, strict=True)
            )
        ]


def test_no_update_of_two_people_is_lost(sides: list[Side], sandbox: Sandbox) -> None:
    event_id = sides[0].event_id
    for side in sides:
        side.open()
    before = plain(sandbox.get(event_id))
    sandbox.clear()
    with ThreadPoolExecutor(len(sides)) as pool:
        for number in range(ROUNDS):
            list(pool.map(Side.go, sides, [number] * len(sides)))
    after = replayed(sides, event_id, sandbox, before)
    assert plain(sandbox.get(event_id)) == after
    told = {pk for side in sides for pk in side.saves}
    print(f"{len(told)} saved, {sum(one.conflicts for one in sides)} conflicts")
    accepted = Edit.objects.filter(event_id=event_id, state=State.ACCEPTED)
    assert told == set(accepted.values_list("pk", flat=True))


def replayed(
    sides: list[Side], event_id: str, sandbox: Sandbox, now: dict[str, str]
) -> dict[str, str]:
    """Go through all that was sent, and hold each against what its author was shown."""
    saves = {pk: save for side in sides for pk, save in side.saves.items()}
    sent = Edit.objects.filter(event_id=event_id, sent_at__isnull=False)
    edits, bodies = list(sent.order_by(F("sent_at"))), puts(sandbox, event_id)
    assert [one.body for one in edits] == bodies
    for edit, body in zip(edits, bodies, strict=True):
        save, new = saves[edit.pk], plain(body)
        for name, value in new.items():
            if value == now[name]:
                continue
            who = f"{name} of edit {edit.pk} by {edit.person_name}: {now[name]}"
            assert name in save.asked, f"{who} was not asked for"
            assert is_shown(name, now[name], save.shown[name]), f"{who} was not shown"
        now = now | new
    return now


def plain(wire: dict[str, Any]) -> dict[str, str]:
    """Return what Leadway has, or is sent, as it stands in the form's controls."""
    told = {name: wire[key] for name, key in WIRE.items() if key in wire}
    if "start" in told:
        start = datetime.fromisoformat(told["start"])
        told["start"] = f"{start.astimezone(MADRID):%H:%M}"
    return told


def is_shown(name: str, value: str, text: str) -> bool:
    """Whether this stood in a control, or in words among what Leadway has now."""
    words = str(STATUS[value]) if name == "appointment_status" else value
    return value == text or words in text
