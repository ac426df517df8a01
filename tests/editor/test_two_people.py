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
from functools import partial
from pathlib import Path

import pytest
import requests

from appointments.edits.standing import EditState as State
from appointments.edits.tables import Edit
from appointments.index import reference
from people.models import User
from tests.conftest import Book
from tests.editor_page import controls
from tests.lost_updates import STATUSES, WIRE, in_words, plain, replayed, seed
from tests.pages import read
from tests.sandboxed import Sandbox
from tests.served import Served, served

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = int(os.environ.get("ROUNDS", "8"))
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
def sides(
    sandbox: Sandbox, ana: User, marta: User, book: Book, tmp_path: Path
) -> Iterator[list[Side]]:
    first = seed()
    User.objects.filter(pk__in=(ana.pk, marta.pk)).update(language="en")
    reference.refresh(even_if_recent=True)
    event_id = book(title="al principio", description="nada", address="Sala 0")["id"]
    with served(2, sandbox.url, tmp_path) as webs:
        for web, who in zip(webs, (ana, marta), strict=True):
            web.sign_in(who)
        yield [
            Side(name, web, event_id, random.Random(first + number))  # noqa: S311
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
    after = replayed(event_id, sandbox, before, partial(blame, sides))
    assert plain(sandbox.get(event_id)) == after
    told = {pk for side in sides for pk in side.saves}
    print(f"{len(told)} saved, {sum(one.conflicts for one in sides)} conflicts")
    accepted = Edit.objects.filter(event_id=event_id, state=State.ACCEPTED)
    assert told == set(accepted.values_list("pk", flat=True))


def blame(sides: list[Side], edit: Edit, name: str, was: str) -> str:
    [save] = [side.saves[edit.pk] for side in sides if edit.pk in side.saves]
    if name not in save.asked:
        return "was not asked for"
    shown = save.shown[name]
    is_shown = was == shown or in_words(name, was) in shown
    return "" if is_shown else "was not shown"
