"""The outbox: what is not at its end, whose it is, and what one can do about it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from appointments.edits import settling
from appointments.edits.standing import AGES_AFTER
from appointments.edits.tables import Edit
from appointments.index import reading
from people.models import User
from tests.conftest import Book
from tests.edits.unsettled import long_after, unknown
from tests.edits.waiting import passed, sent, waits
from tests.pages import Part, read
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def booked(book: Book, names: Any) -> dict[str, Any]:
    one = book(title="Antes")
    reading.load(one["id"])
    return one


def outbox(client: Client, query: str = "") -> Part:
    answer = client.get(f"/outbox/{query}")
    assert answer.status_code == 200
    return read(answer)


def group(page: Part, name: str) -> list[Part]:
    """Return the edits of one group, by the id of its title."""
    return page.all(f"section[aria-labelledby=ob-{name}] li")


def test_with_nothing_in_it_it_says_what_it_is_for(as_ana: Client) -> None:
    page = outbox(as_ana)
    assert "Nothing is waiting" in page
    assert page.one("#outbox-n").get("hidden") is not None


def test_what_waits_is_there_until_it_has_left(
    as_ana: Client, ana: User, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    waits(booked, ana, sandbox, title="Después")
    page = outbox(as_ana)
    [item] = group(page, "waiting")
    assert "Después" in item.one("ins")
    assert "Antes" in item.one("del")
    assert "you" in item
    assert "tried once" in item
    assert item.has(f'a[href^="/appointments/{booked["id"]}/"]')
    assert item.has('form[action$="/send/"]')
    assert item.has('form[action$="/withdraw/"]')
    assert page.one("#outbox-n").text.startswith("1")
    sent()
    page = outbox(as_ana)
    assert "Nothing is waiting" in page


def test_what_aged_needs_somebody(
    as_ana: Client, ana: User, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    edit = waits(booked, ana, sandbox, title="Después")
    passed(edit, AGES_AFTER)
    page = outbox(as_ana)
    assert len(group(page, "needing")) == 1
    assert group(page, "waiting") == []


def test_what_got_no_answer_is_looked_for_and_then_needs_somebody(
    as_ana: Client, ana: User, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    edit = unknown(booked, ana, sandbox, "drop_before", title="Después")
    [item] = group(outbox(as_ana), "unknown")
    assert item.has('form[action$="/check/"]')
    sandbox.put(booked["id"], title="Otra cosa")
    for _ in range(3):
        long_after(edit)
        settling.read_back(edit)
        edit.refresh_from_db()
    assert settling.undecided(edit)
    assert len(group(outbox(as_ana), "needing")) == 1


def test_what_was_stopped_with_nobody_looking_stays_until_somebody_strikes_it_off(
    as_ana: Client, ana: User, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    edit = waits(booked, ana, sandbox, title="Después")
    sandbox.put(booked["id"], title="Otra cosa")
    reading.current(booked["id"], within_s=0)
    sent()
    [item] = group(outbox(as_ana), "needing")
    assert "Otra cosa" in item
    url = f"/outbox/{edit.pk}/drop/"
    assert item.has(f'form[action="{url}"]')
    answer = as_ana.post(url, headers=HTMX)
    assert "Nothing is waiting" in read(answer)
    assert "stays in the history" in answer["HX-Trigger"]
    assert as_ana.post(url, headers=HTMX).status_code == 404
    edit.refresh_from_db()
    assert edit.state == Edit.State.CONFLICTED


def test_a_later_save_has_seen_to_what_was_stopped(
    as_ana: Client, ana: User, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    waits(booked, ana, sandbox, title="Después")
    sandbox.put(booked["id"], title="Otra cosa")
    reading.current(booked["id"], within_s=0)
    sent()
    waits(booked, ana, sandbox, title="Por fin")
    sent()
    assert "Nothing is waiting" in outbox(as_ana)


def test_a_plain_browser_is_led_back(
    as_ana: Client, ana: User, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    edit = waits(booked, ana, sandbox, title="Después")
    posted = {"back": "/outbox/", "in_line": "1"}
    answer = as_ana.post(f"/edits/{edit.pk}/send/", posted)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/outbox/")
    page = read(as_ana.get(answer["Location"]))
    assert "Confirmed by Leadway" in page.one("#said")


def test_staff_see_their_own_and_managers_everybodys(
    as_ana: Client,
    as_marta: Client,
    as_carlos: Client,
    ana: User,
    marta: User,
    book: Book,
    names: Any,
    sandbox: Sandbox,
) -> None:
    for who in (ana, marta):
        waits(book(title="Antes"), who, sandbox, title=f"Después, {who.username}")
    [hers] = group(outbox(as_ana), "waiting")
    assert "Después, ana" in hers
    first, second = group(outbox(as_marta), "waiting")
    assert "Ana Beltrán" in first
    assert first.has('form[action$="/send/"]')
    assert "you" in second
    [own] = group(outbox(as_marta, "?mine"), "waiting")
    assert "Después, marta" in own
    assert "Nothing is waiting" in outbox(as_carlos)


def test_who_may_not_act_on_it_may_not_strike_it_off(
    as_ana: Client, marta: User, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    edit = waits(booked, marta, sandbox, title="Después")
    Edit.objects.update(state=Edit.State.CONFLICTED, unseen=True)
    assert as_ana.post(f"/outbox/{edit.pk}/drop/").status_code == 403


def test_the_same_again_is_no_answer(
    as_ana: Client, ana: User, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    edit = waits(booked, ana, sandbox, title="Después")
    have = outbox(as_ana).one("#outbox-have")["value"]
    url = "/outbox/_list/"
    assert as_ana.get(url, {"have": have}, headers=HTMX).status_code == 204
    passed(edit, timedelta(minutes=1))
    assert as_ana.get(url, {"have": have}, headers=HTMX).status_code == 204
    sent()
    answer = as_ana.get(url, {"have": have}, headers=HTMX)
    assert "Nothing is waiting" in read(answer)


def test_it_costs_the_same_however_many_wait(
    as_marta: Client, ana: User, book: Book, names: Any, sandbox: Sandbox
) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            outbox(as_marta)
        return len(captured)

    edit = waits(book(title="Antes"), ana, sandbox, title="Después")
    statements()
    few = statements()
    for number in range(60):
        edit.pk, edit.form_key = None, f"00000000-0000-4000-8000-{number:012d}"
        edit.event_id = f"another{number}"
        edit._state.adding = True
        edit.save()
    assert statements() <= few + 1
    assert few <= 6
    page = outbox(as_marta)
    assert len(group(page, "waiting")) == 50
    assert "There are 11 more" in page


def test_what_is_on_its_way_is_not_shown_before_it_is_overdue(
    as_ana: Client, ana: User, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    edit = waits(booked, ana, sandbox, title="Después")
    edit.sent_at = timezone.now()
    edit.save()
    assert "Nothing is waiting" in outbox(as_ana)
    edit.sent_at -= timedelta(seconds=30)
    edit.save()
    assert len(group(outbox(as_ana), "unknown")) == 1
