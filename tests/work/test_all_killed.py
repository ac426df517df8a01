"""Leadway, the worker and the web server are killed in turns: the pages go on."""

import json
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from appointments.index import reference
from appointments.index.pulse import Age, Pulse
from appointments.index.sweeps import Reach, Sweep
from people.models import User
from tests.own_day import MADRID
from tests.sandboxed import Sandbox
from tests.served import Served, served
from tests.working import Worker, until, working

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 10
PAGES = (
    "/",
    "/calendar/",
    "/appointments/?days=today",
    "/appointments/?days=today&q=queda",
)


@pytest.fixture
def booked(sandbox: Sandbox) -> str:
    """An appointment of today, which every page of today shows."""
    noon = timezone.now().astimezone(MADRID).replace(hour=12, minute=7, second=0)
    title = "Lo que queda"
    sandbox.book(title=title, startTime=noon.isoformat())
    reference.settle_source()
    return title


def near_is_read() -> bool:
    near = Sweep.objects.filter(reach=Reach.NEAR)
    return near.exists() and not near.filter(read_at=None).exists()


def test_the_pages_go_on_whatever_is_killed(
    sandbox: Sandbox, ana: User, booked: str, tmp_path: Path
) -> None:
    with (
        working(1, sandbox.url, tmp_path) as (worker,),
        served(1, sandbox.url, tmp_path) as (web,),
    ):
        web.sign_in(ana)
        until(near_is_read)
        until(lambda: "Synced" in web.page("/"))
        killed: list[Callable[[], None]] = [
            lambda: leadway_killed(sandbox, web, booked),
            lambda: worker_killed(worker, web, booked),
            lambda: web_killed(web, booked),
        ]
        for number in range(ROUNDS):
            # Whatever each of them is doing then.
            Sweep.objects.update(due_at=timezone.now())
            time.sleep(0.05 * number)
            killed[number % len(killed)]()
        until(near_is_read)
        # The worker says so a moment later.
        until(lambda: "Synced" in web.page("/"))
        shown(web, booked, "Synced")


def shown(web: Served, booked: str, *stamps: str) -> None:
    """Each page shows what was read, and how old it is."""
    for path in PAGES:
        page = web.page(path)
        assert booked in page, path
        assert any(stamp in page for stamp in stamps), path


def leadway_killed(sandbox: Sandbox, web: Served, booked: str) -> None:
    sandbox.kill()
    shown(web, booked, "Synced", "not read since", "Not synced since")
    sandbox.start()


def worker_killed(worker: Worker, web: Served, booked: str) -> None:
    worker.kill()
    shown(web, booked, "Synced", "not read since")
    pass_by(timedelta(minutes=2))
    shown(web, booked, "Not synced since")
    worker.start()
    until(lambda: "Not synced since" not in web.page("/"))


def web_killed(web: Served, booked: str) -> None:
    web.kill()
    web.start()
    web.wait()
    shown(web, booked, "Synced", "not read since", "Not synced since")


def pass_by(passed: timedelta) -> None:
    """Let it seem that this has passed since the worker was last seen."""
    row = Pulse.objects.get()
    age = Age.of(row.said)
    assert age
    seen_at = age.last_seen - passed
    row.said = json.dumps(json.loads(row.said) | {"seen_at": seen_at.isoformat()})
    row.save()
    Sweep.objects.update(claimed_until=timezone.now())
