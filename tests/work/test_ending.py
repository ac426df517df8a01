"""Server and worker are told to end while they save: what has left is waited for.

No call is begun any more. What cannot be waited for is not known, and settled later.
"""

import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests

from appointments.edits.standing import OPEN
from appointments.edits.standing import EditState as State
from appointments.edits.tables import Edit
from appointments.index import reference
from people.models import User
from tests.conftest import Book
from tests.editor_page import controls
from tests.edits.lost import pass_by
from tests.edits.waiting import waits
from tests.intents import puts
from tests.sandboxed import Sandbox
from tests.served import Served, served
from tests.working import until, working

pytestmark = pytest.mark.django_db(transaction=True)
# gunicorn gives its threads so long; a service manager waits a bit longer.
ENDS_WITHIN_S = 25


def in_flight() -> bool:
    return Edit.objects.filter(state=State.PENDING, sent_at__isnull=False).exists()


def came(sandbox: Sandbox) -> bool:
    """A fault is used up as soon as the whole request has come."""
    return not sandbox.control("GET", "faults")


@pytest.fixture
def here(sandbox: Sandbox) -> Sandbox:
    reference.settle_source()
    return sandbox


def press(web: Served, event_id: str, form: dict[str, str]) -> requests.Response | None:
    """Press Save; None where the server ended before its answer."""
    try:
        return web.answer(f"/appointments/{event_id}/", form | {"title": "Después"})
    except requests.RequestException:
        return None


def settled_once(sandbox: Sandbox, event_id: str) -> None:
    until(lambda: pass_by() or not Edit.objects.filter(state__in=OPEN).exists())
    [edit] = Edit.objects.filter(event_id=event_id)
    assert edit.state == State.ACCEPTED
    assert sandbox.get(event_id)["title"] == "Después"
    assert len(puts(sandbox, event_id)) == 1


def test_a_server_that_ends_gives_the_answer_that_somebody_waits_for(
    book: Book, ana: User, here: Sandbox, tmp_path: Path
) -> None:
    event_id, other_id = (book(title="Antes")["id"] for _ in range(2))
    with served(1, here.url, tmp_path) as (web,), ThreadPoolExecutor() as pool:
        web.sign_in(ana)
        form, other = (
            controls(web.page(f"/appointments/{n}/")) for n in (event_id, other_id)
        )
        here.clear()
        here.fault("slow", method="PUT", seconds=4, times=1)
        saved = pool.submit(press, web, event_id, form)
        until(lambda: came(here))
        web.signal(signal.SIGTERM)
        # Whoever comes now is not let in: nothing of it is noted, and nothing sent.
        until(lambda: press(web, other_id, other) is None)
        answer = saved.result()
        assert answer is not None
        assert (answer.status_code, "Saved" in answer.text) == (200, True)
        assert web.ended(within_s=ENDS_WITHIN_S) == 0
    assert [one.state for one in Edit.objects.filter(event_id=event_id)] == ["accepted"]
    assert len(puts(here, event_id)) == 1


@pytest.mark.parametrize("fault", ["slow", "slow_after"])
def test_what_a_server_cannot_wait_for_is_settled_later(
    book: Book,
    ana: User,
    here: Sandbox,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    fault: str,
) -> None:
    monkeypatch.setenv("GUNICORN_CMD_ARGS", "--graceful-timeout 1")
    event_id = book(title="Antes")["id"]
    with served(1, here.url, tmp_path) as (web,), ThreadPoolExecutor() as pool:
        web.sign_in(ana)
        form = controls(web.page(f"/appointments/{event_id}/"))
        here.clear()
        here.fault(fault, method="PUT", seconds=6, times=1)
        saved = pool.submit(press, web, event_id, form)
        until(lambda: came(here))
        web.signal(signal.SIGTERM)
        assert saved.result() is None
        web.ended(within_s=ENDS_WITHIN_S)
        assert in_flight()
    # Leadway applies it whether or not anybody waits for that.
    until(lambda: puts(here, event_id))
    with working(1, here.url, tmp_path):
        settled_once(here, event_id)


def test_a_worker_that_ends_waits_for_what_it_has_sent(
    book: Book, ana: User, here: Sandbox, tmp_path: Path
) -> None:
    edit = waits(book(title="Antes"), ana, here, title="Después")
    with working(1, here.url, tmp_path) as (worker,):
        here.fault("slow", method="PUT", seconds=4, times=1)
        Edit.objects.update(not_before=None)
        until(lambda: came(here))
        began = time.monotonic()
        assert worker.stop() == 0
        assert time.monotonic() - began < ENDS_WITHIN_S
    edit.refresh_from_db()
    assert edit.state == State.ACCEPTED
    assert len(puts(here, edit.event_id)) == 1


def test_a_worker_that_ends_sends_nothing_that_it_has_not_sent_yet(
    book: Book, ana: User, here: Sandbox, tmp_path: Path
) -> None:
    """It reads the record first, and is told to end meanwhile."""
    edit = waits(book(title="Antes"), ana, here, title="Después")
    # So short that a record read before is read again.
    told = {"LEADWAY_FRESH_S": "0.01"}
    with working(1, here.url, tmp_path, **told) as (worker,):
        here.fault("slow", method="GET", path=edit.event_id, seconds=3, times=1)
        Edit.objects.update(not_before=None)
        until(lambda: came(here))
        assert worker.stop() == 0
        edit.refresh_from_db()
        assert (edit.waiting, edit.trouble and edit.trouble.kind) == (True, "stopping")
        assert puts(here, edit.event_id) == []
        here.clear()
        Edit.objects.update(not_before=None)
        worker.start()
        settled_once(here, edit.event_id)


def test_a_worker_that_ends_waits_for_nothing_that_it_only_reads(
    here: Sandbox, tmp_path: Path
) -> None:
    told = {"LEADWAY_READ_DEADLINE_S": "60"}
    with working(1, here.url, tmp_path, **told) as (worker,):
        here.fault("slow", method="GET", seconds=60)
        until(reference.is_being_read)
        began = time.monotonic()
        assert worker.stop() == 0
        assert time.monotonic() - began < 7
