"""What is handed to the editor's templates is what they read: no more, and no less."""

from collections.abc import Callable
from dataclasses import fields

import pytest
from django.http import HttpResponse
from django.test import Client

from appointments.editor.about import About, Moved
from appointments.editor.card import Card, Other
from appointments.editor.chips import Beside, Chip, Group, Slots
from appointments.editor.choices import Choice
from appointments.editor.controls import Control, Section
from appointments.editor.having import Have
from appointments.editor.known import Row
from appointments.editor.others import Other as Colleague
from appointments.editor.others import Others
from appointments.editor.page import Answer, Frame, History, Swap
from appointments.editor.repeating import Rule
from appointments.editor.review import Review
from appointments.editor.sheet import Scope, Sheet
from appointments.editor.strip import Bar, Strip
from tests.conftest import Book
from tests.editor_page import Editor
from tests.sandboxed import Sandbox
from tests.templates_read import Missed, missed, names_read

__all__ = ["missed"]

PARTS = (About, Answer, Beside, Card, Frame, Have, History, Others, Sheet, Swap)
IN_PARTS = (
    Bar,
    Chip,
    Choice,
    Colleague,
    Control,
    Group,
    Moved,
    Other,
    Review,
    Row,
    Rule,
    Scope,
    Section,
)
# What a property of a review is made from, and is not shown itself.
UNSHOWN = {(Review, "automations"), (Review, "unreadable")}


@pytest.mark.parametrize("part", PARTS, ids=lambda part: str(part.__name__))
def test_no_name_is_set_that_no_template_reads(part: type) -> None:
    read = {name.partition(".")[0] for name in names_read()}
    assert {one.name for one in fields(part)} - read == set()


@pytest.mark.parametrize(
    "kind", [*IN_PARTS, Slots, Strip], ids=lambda kind: str(kind.__name__)
)
def test_nothing_in_them_is_told_that_no_template_reads(kind: type) -> None:
    read = {bit for name in names_read() for bit in name.split(".")[1:]}
    told = {one.name for one in fields(kind) if (kind, one.name) not in UNSHOWN}
    assert told - read == set()


# --- and the other way round ---

Answers = Callable[[Editor, Sandbox], HttpResponse]


def refused(editor: Editor, sandbox: Sandbox) -> HttpResponse:
    message = "The slot you have selected is no longer available."
    sandbox.fault("unprocessable", method="PUT", message=message)
    answer = editor.save(start="07:05", anyway="1")
    return editor.renew(answer)


def with_a_receipt(editor: Editor, sandbox: Sandbox) -> HttpResponse:
    return editor.client.get(editor.save(htmx=False, title="Otra")["Location"])


def with_a_draft(editor: Editor, sandbox: Sandbox) -> HttpResponse:
    editor.review(title="Otra")
    return editor.client.get(editor.url)


ANSWERS: dict[str, Answers] = {
    "page": lambda editor, _: editor.client.get(editor.url),
    "page with a receipt": with_a_receipt,
    "page with a draft": with_a_draft,
    "review": lambda editor, _: editor.review(title="Otra", start="nonsense"),
    "availability": lambda editor, _: editor.post("_availability/"),
    "free slots": lambda editor, _: editor.post("_slots_free/"),
    "fresh": lambda editor, _: editor.post("_fresh/"),
    "present": lambda editor, _: editor.post("_present/"),
    "contact": lambda editor, _: editor.client.get(f"{editor.url}_contact/"),
    "panel": lambda editor, _: editor.client.get(f"{editor.url}_panel/"),
    "invalid": lambda editor, _: editor.save(start="nonsense"),
    "plain invalid": lambda editor, _: editor.save(htmx=False, start="nonsense"),
    "forged": lambda editor, _: editor.save(title="Otra", baseline="x"),
    "saved": lambda editor, _: editor.renew(editor.save(title="Otra")),
    "refused": refused,
}


@pytest.mark.django_db
@pytest.mark.usefixtures("names")
@pytest.mark.parametrize("answers", ANSWERS.values(), ids=ANSWERS)
def test_no_template_reads_a_name_that_is_not_there(
    as_marta: Client, book: Book, sandbox: Sandbox, missed: Missed, answers: Answers
) -> None:
    editor = Editor(as_marta, book()["id"])
    answer = answers(editor, sandbox)
    assert answer.status_code < 500
    assert missed.names == set()
