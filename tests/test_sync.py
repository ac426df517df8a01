"""The stamp in the head of the pages: when a worker was seen, and how old what is."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from appointments.index.pulse import Age, Pulse
from appointments.index.sweeps import Reach, Sweep
from appointments.work import beat
from leadway_admin.sync import Stamp, stamp
from people.models import User
from tests.conftest import signed_in
from tests.pages import read

MADRID = ZoneInfo("Europe/Madrid")
NOW = datetime(2027, 1, 18, 10, 20, 4, tzinfo=UTC)


@pytest.fixture(autouse=True)
def standing_clock() -> Iterator[Any]:
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def age(**said: Any) -> Age:
    usual = {"seen_at": NOW.isoformat(), "near_at": NOW.isoformat(), "calendars": 7}
    return Age(**usual | said)


def ago(**how_long: float) -> str:
    return (NOW - timedelta(**how_long)).isoformat()


def shown(**said: Any) -> Stamp | None:
    with translation.override("en"):
        return stamp(age(**said), MADRID)


def test_it_says_when_the_near_days_were_read() -> None:
    assert shown() == Stamp("ok", "Synced 11:20:04")
    assert shown(near_at=ago(minutes=16)) == Stamp("warn", "Synced 11:04:04")


def test_it_says_since_when_nothing_is_read() -> None:
    said = {"seen_at": ago(hours=1), "near_at": ago(hours=1)}
    assert shown(**said) == Stamp("warn", "Not synced since 10:20:04")
    said = {"seen_at": ago(days=2), "near_at": ago(days=2)}
    assert shown(**said) == Stamp("warn", "Not synced since 16/01 11:20")


def test_while_leadway_is_silent_nothing_is_called_synced() -> None:
    with translation.override("en"):
        told = stamp(age(missing=1, missing_since=ago(minutes=1)), MADRID, silent=True)
    assert told == Stamp("warn", "Last synced 11:20:04")


def test_it_says_how_many_calendars_are_missing_and_since_when() -> None:
    missing = {"missing": 1, "missing_since": ago(minutes=20)}
    text = "1 calendar not read since 11:00:04"
    assert shown(**missing) == Stamp("warn", text)
    text = "3 calendars not read since 11:00:04"
    assert shown(**missing | {"missing": 3}) == Stamp("warn", text)


def test_it_shows_how_far_the_first_reading_has_come() -> None:
    assert shown(near_at="", progress=42) == Stamp("info", "First sync: 42 %")


def test_where_no_worker_was_ever_seen_there_is_none() -> None:
    assert stamp(None, MADRID) is None
    for said in ("", "no JSON", "[]", '{"near_at": "x"}'):
        assert Age.of(said) is None


def sweep(reach: Reach = Reach.NEAR, **columns: Any) -> Sweep:
    return Sweep(calendar_id="a", reach=reach, window_s=1, **columns)


def test_a_worker_says_what_was_read_longest_ago() -> None:
    early, late = NOW - timedelta(minutes=3), NOW - timedelta(minutes=1)
    told = beat.told([sweep(read_at=late), sweep(read_at=early)])
    assert told["near_at"] == early.isoformat()
    told = beat.told([sweep(read_at=late), sweep()])
    assert (told["near_at"], told["calendars"], told["known"]) == ("", 2, 1)


def test_a_calendar_that_fails_makes_nothing_else_look_old() -> None:
    early, late = NOW - timedelta(hours=3), NOW - timedelta(minutes=1)
    told = beat.told(
        [sweep(read_at=late), sweep(read_at=early, failing_since=early), sweep()]
    )
    assert told["near_at"] == ""
    told = beat.told([sweep(read_at=late), sweep(read_at=early, failing_since=early)])
    assert told["near_at"] == late.isoformat()
    assert (told["missing"], told["missing_since"]) == (1, early.isoformat())


def test_half_of_a_sweep_is_half_of_the_progress() -> None:
    ends = {"start": NOW, "end": NOW + timedelta(days=10)}
    half = sweep(Reach.ALL, at=NOW + timedelta(days=5), **ends)
    assert beat.told([half])["progress"] == 50
    assert beat.told([half, sweep(read_at=NOW)])["progress"] == 75
    assert beat.told([half, sweep()])["progress"] == 25


@pytest.mark.django_db
def test_each_page_has_it_and_asks_for_nothing_more(as_ana: Client) -> None:
    with CaptureQueriesContext(connection) as before:
        assert "Synced" not in read(as_ana.get("/"))
    Pulse.beat(near_at=NOW.isoformat())
    with CaptureQueriesContext(connection) as after:
        assert "Synced" in read(as_ana.get("/"))
    assert len(after) <= len(before)
    es = as_ana.get("/", headers={"accept-language": "es"})
    assert "Sincronizado a las" in read(es)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "page",
    [
        "/",
        "/calendar/",
        "/calendar/?view=month",
        "/appointments/",
        "/search/",
        "/keys/",
        "/open/",
        "/preferences/",
        "/appointments/neverWas1/",
        "/practice/",
        "/nothing-here/",
    ],
)
def test_every_page_has_it_in_its_head(
    olga: User, names: Any, sandbox: Any, page: str
) -> None:
    Pulse.beat(near_at=NOW.isoformat())
    shown = read(signed_in(olga).get(page))
    assert "Synced" in shown.one("main .head #sync")


@pytest.mark.django_db
def test_an_open_page_hears_how_old_it_is(as_ana: Client) -> None:
    Pulse.beat(near_at=NOW.isoformat())
    page = read(as_ana.get("/"))
    assert page.one("#sync")["hx-get"] == "/_sync/"
    Pulse.beat(missing=1, missing_since=ago(minutes=20))
    part = read(as_ana.get("/_sync/"))
    assert "1 calendar not read since" in part.one("#sync")


@pytest.mark.django_db
def test_what_a_worker_of_another_account_says_is_not_shown(
    as_ana: Client, settings: Any
) -> None:
    Pulse.beat(near_at=NOW.isoformat())
    settings.LEADWAY_LOCATION_ID = "anotherLocation1"
    assert "Synced" not in read(as_ana.get("/"))
