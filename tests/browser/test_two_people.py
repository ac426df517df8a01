"""Two people in two browsers save the same appointment at once, again and again.

What Leadway took of one of them is there in the end, or was written over by somebody
whose page had shown it before. `ROUNDS=200` goes on for longer, `SEED=…` the same way.
"""

import os
import random
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, TimeoutError, expect

from appointments.edits.standing import EditState as State
from appointments.edits.tables import Edit
from people.models import User
from tests.browser.editor import Editor, open_editor, puts
from tests.conftest import Book
from tests.lost_updates import STATUSES, WIRE, in_words, plain, replayed, seed
from tests.sandboxed import Sandbox

ROUNDS = int(os.environ.get("ROUNDS", "5"))
# What they change. A place is hidden until it is asked for.
CHANGED = sorted(WIRE.keys() - {"address"})
# Tells whatever comes to stand in a control, or among what is to choose from, and when.
SEES = """
let last = "";
setInterval(() => {
  const status = document.querySelector("[name=appointment_status]:checked");
  const seen = {
    title: document.getElementById("f-title")?.value ?? "",
    description: document.getElementById("f-description")?.value ?? "",
    start: document.getElementById("f-start")?.value ?? "",
    appointment_status: status?.value ?? "",
    theirs: [...document.querySelectorAll("label[for$=-theirs]")]
      .map((one) => one.innerText).join(" | "),
  };
  const now = JSON.stringify(seen);
  if (now !== last) sees(Date.now() / 1000, seen);
  last = now;
}, 30);
"""


class Person:
    """One of them at their own browser, and all that it has shown them so far."""

    def __init__(self, context: BrowserContext, who: User, event_id: str, seed: int):
        self.who, self.chance = who, random.Random(seed)  # noqa: S311 - no secrets
        self.seen: list[tuple[float, dict[str, str]]] = []
        self.conflicts = 0
        # What they changed in this round, and have not saved yet.
        self.typed: dict[str, str] = {}
        context.expose_function("sees", lambda at, told: self.seen.append((at, told)))
        context.add_init_script(SEES)
        page = context.new_page()
        page.on("dialog", lambda dialog: dialog.accept())
        self.editor: Editor = open_editor(page, who, event_id)

    @property
    def page(self) -> Page:
        return self.editor.page

    def change(self, number: int) -> None:
        """Change a few fields, on a page that may be old."""
        if self.chance.random() < 0.3:
            self.editor.open()
        self.typed = {
            name: self._change(name, number)
            for name in self.chance.sample(CHANGED, self.chance.randint(1, 2))
        }

    def _change(self, name: str, number: int) -> str:
        was = self._stands(name)
        if name == "appointment_status":
            new = self.chance.choice([one for one in STATUSES if one != was])
            self.editor.check(f"status-{new}")
            return new
        if name == "start":
            times = {f"{h:02}:{m:02}" for h in range(9, 17) for m in (0, 15, 30)}
            new = self.chance.choice(sorted(times - {was}))
        else:
            new = f"{name} {number} {self.who.username}"
        self.editor.field(name).fill(new)
        self.editor.field(name).blur()
        return new

    def _stands(self, name: str) -> str:
        if name == "appointment_status":
            chosen = self.page.locator("[name=appointment_status]:checked")
            return chosen.input_value()
        return self.editor.field(name).input_value()

    def press(self, name: str = "") -> bool:
        """Press Save, or what is offered instead; do not wait for what comes.

        False: there is nothing to save, because the other one did just the same.
        """
        mark = "for (const one of document.getElementById('answer').children)"
        self.page.evaluate(f"() => {{ {mark} one.dataset.old = '' }}")
        # What somebody sees as they press, they have seen.
        self.page.wait_for_timeout(60)
        if name:
            self.editor.press(name, within=self.editor.answer)
            return True
        try:
            self.editor.save_button.click(timeout=5_000)
        except TimeoutError:
            stands = {name: self._stands(name) for name in self.typed}
            assert stands == self.typed, "what was typed is gone"
            return False
        return True

    def come_to_an_end(self) -> None:
        """Go through whatever comes of it, and choose where there is to choose."""
        for _ in range(20):
            expect(self.page.locator("#answer > :not([data-old])")).to_have_count(1)
            expect(self.page.locator("#answer [aria-busy=true]")).to_have_count(0)
            if self.editor.answer.locator(".conf").count():
                self.conflicts += 1
                self._choose()
                self.press("Save this result")
            elif self.editor.answer.get_by_role("button", name="Send again").count():
                self.press("Send again")
            else:
                said = self.editor.answer.inner_text()
                assert "Saved" in said or "nothing to save" in said, said
                return
        raise AssertionError(f"it came to no end: {self.editor.answer.inner_html()}")

    def _choose(self) -> None:
        radios = self.page.locator("#answer input[type=radio][value=theirs]")
        for number in range(radios.count()):
            side = self.chance.choice(("theirs", "yours"))
            theirs = radios.nth(number).get_attribute("id") or ""
            choice = self.page.locator(f"#{theirs.removesuffix('theirs')}{side}")
            while not choice.is_checked():
                choice.click()

    def was_shown(self, name: str, value: str, before: datetime) -> bool:
        """Whether this stood on their page by then, in a control or to choose from."""
        words = in_words(name, value)
        return any(
            told[name] == value or words in told["theirs"]
            for at, told in self.seen
            if at <= before.timestamp()
        )


@pytest.fixture
def people(
    live: str,
    names: Any,
    new_context: Callable[[], BrowserContext],
    ana: User,
    marta: User,
    book: Book,
) -> list[Person]:
    first = seed()
    event_id = book(title="al principio", description="nada")["id"]
    return [
        Person(new_context(), who, event_id, first + number)
        for number, who in enumerate((ana, marta))
    ]


def test_no_update_of_two_people_is_lost(
    people: list[Person], sandbox: Sandbox
) -> None:
    event_id = people[0].editor.event_id
    before = plain(sandbox.get(event_id))
    sandbox.clear()
    for number in range(ROUNDS):
        for one in people:
            one.change(number)
        for one in [one for one in people if one.press()]:
            one.come_to_an_end()
    after = replayed(event_id, sandbox, before, partial(blame, people))
    assert plain(sandbox.get(event_id)) == after
    sent = Edit.objects.filter(event_id=event_id, sent_at__isnull=False)
    assert set(sent.values_list("state", flat=True)) == {State.ACCEPTED}
    print(f"{len(puts(sandbox, event_id))} saved,", end=" ")
    print(f"{sum(one.conflicts for one in people)} conflicts")


def blame(people: list[Person], edit: Edit, name: str, was: str) -> str:
    if ("start_time" if name == "start" else name) not in edit.changes.asked():
        return "was not asked for"
    [author] = [one for one in people if one.who.pk == edit.person_id]
    shown = author.was_shown(name, was, edit.made_at)
    return "" if shown else "was not shown"
