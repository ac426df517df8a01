"""Eight people save at once at the edge of Leadway's limit: all of it lands by itself.

`SAVES=160 pytest tests/work/test_many_save.py` takes as many as the issue of a busy
clinic had; the suite is content with fewer.
"""

import os
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from appointments.edits.standing import EditState as State
from appointments.edits.tables import Edit
from appointments.index import reading, reference
from people.models import User
from tests.sandboxed import Sandbox
from tests.served import Served, served
from tests.working import PATIENCE_S, until, working

pytestmark = pytest.mark.django_db(transaction=True)
SAVES = int(os.environ.get("SAVES", "32"))
PEOPLE, INTERVAL_S = 8, 2
STATUS = {"was_appointment_status": "confirmed", "appointment_status": "showed"}


@pytest.fixture
def limited(settings: Any) -> Iterator[Sandbox]:
    """Its limit starts anew five times as often as Leadway's, so that a test ends."""
    with Sandbox(rate=0) as sandbox:
        settings.LEADWAY_BASE_URL = sandbox.url
        reference.settle_source()
        yield sandbox


def press(web: Served, event_id: str) -> str:
    posted = STATUS | {"form_key": str(uuid.uuid4())}
    return web.press(f"/appointments/{event_id}/press/", **posted)


@pytest.mark.parametrize("limit", [25, 100])
def test_all_land_without_a_hand_and_hardly_any_is_refused(
    limited: Sandbox, ana: User, tmp_path: Path, limit: int
) -> None:
    ids = [limited.book(title="Antes")["id"] for _ in range(SAVES)]
    for event_id in ids:
        reading.load(event_id)
    limited.clear()
    limited.switch(enforce_rate=True, rate_burst=limit, rate_interval_s=INTERVAL_S)
    with (
        working(1, limited.url, tmp_path),
        served(1, limited.url, tmp_path, threads=PEOPLE + 2) as (web,),
    ):
        web.sign_in(ana)
        with ThreadPoolExecutor(PEOPLE) as pool:
            said = list(pool.map(lambda one: press(web, one), ids))
        assert all(said)

        def all_have_landed() -> bool:
            return Edit.objects.filter(state=State.ACCEPTED).count() == SAVES

        until(all_have_landed, 4 * PATIENCE_S)
    calls = limited.control("GET", "journal?brief=1")
    puts = [one for one in calls if one["method"] == "PUT" and one["status"] == 200]
    refused = [one for one in calls if one["status"] == 429]
    print(f"{limit}: {len(refused)} of {len(calls)} calls over the limit")
    assert len(puts) == SAVES
    # Beside the names of the first page, which are asked for all three at once.
    assert len(refused) <= 3 + 0.05 * len(calls), f"{len(refused)} of {len(calls)}"
