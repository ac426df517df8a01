"""Once an appointment has begun what came of it is asked first, not another time."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.conftest import Book
from tests.editor.opened import Opened
from tests.editor_page import Editor
from tests.pages import Part
from tests.sandboxed import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]
FOLDED = "details#slots-folded"


def sections(page: Part) -> list[str]:
    return [one["id"] for one in page.all("#editor .sec__h") if one.get("id")]


def booked_in(book: Book, hours: float) -> str:
    return str(book(start=timezone.now() + timedelta(hours=hours))["id"])


@pytest.mark.parametrize("hours", [-48, -1, -0.1])
def test_the_status_comes_first(as_ana: Client, book: Book, hours: float) -> None:
    page = Editor(as_ana, booked_in(book, hours)).shown
    assert sections(page)[:2] == ["h-status", "h-when"]
    assert len(page.all("#sec-status")) == 1
    assert page.has(FOLDED)


def test_before_that_the_time_does(as_ana: Client, book: Book) -> None:
    page = Editor(as_ana, booked_in(book, 48)).shown
    assert sections(page)[:4] == ["h-when", "h-who", "h-where", "h-status"]
    assert not page.has(FOLDED)


def test_free_times_are_asked_for_when_somebody_unfolds_them(
    as_ana: Client, book: Book, sandbox: Sandbox
) -> None:
    opened = Opened(booked_in(book, -1), as_ana)
    sandbox.clear()
    beside = opened.see("_availability/")
    asks = beside.one(f"{FOLDED} [hx-post$='_slots_free/']")
    assert asks["hx-trigger"] == "intersect once"
    assert sandbox.journal() == []


def test_after_a_move_to_a_later_day_it_is_a_time_again(
    as_ana: Client, book: Book, own: Any
) -> None:
    editor = Editor(as_ana, booked_in(book, -1))
    later = timezone.now() + timedelta(days=9)
    answer = editor.save(date=f"{later:%Y-%m-%d}", start="12:00", anyway="1")
    assert answer.status_code == 200
    renewed = editor.renew(answer).content.decode()
    assert renewed.index('id="sec-when"') < renewed.index('id="sec-status"')
    assert 'id="editor-frame"' in renewed
