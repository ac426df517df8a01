"""The command that runs everything as if it were another day."""

import os
import subprocess
import sys
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from tests import as_of

ROOT = Path(__file__).resolve().parents[1]
LOOK = """
import contextlib, queue, sqlite3, subprocess, sys, threading, time
from datetime import datetime
from tests.as_of import MADRID, go_back

def now():
    return f"{datetime.now(MADRID):%Y-%m-%d %H}"

print(now(), "here")
(told,) = sqlite3.connect(":memory:").execute("SELECT datetime('now')").fetchone()
print(told[:13], "in SQLite, UTC")
child = [sys.executable, "-c", "import time; print(time.strftime('%F %H'))"]
print(subprocess.check_output(child, text=True).strip(), "in a child, UTC")
before = time.time()
time.sleep(1)
print(time.time() - before >= 1, "is that it goes on")
before = time.monotonic()
for lock in (threading.Lock(), threading.Condition()):
    with lock:
        lock.wait(0.1) if hasattr(lock, "wait") else lock.acquire(timeout=0.1)
with contextlib.suppress(queue.Empty):
    queue.Queue().get(timeout=0.1)
time.sleep(0.1)
print(0.4 <= time.monotonic() - before < 60, "is how long waiting takes")
"""
BACK = """
import subprocess, sys, time
from pathlib import Path
from tests import as_of

ask = "import time; input(); print(time.strftime('%F %H'))"
child = subprocess.Popen(
    [sys.executable, "-c", ask],
    stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
)
file = Path(as_of.os.environ[as_of.FILE])
as_of.shift(file, as_of.difference_s() + 40 * 3600)
time.sleep(1.1)
print(time.strftime("%F %H"))
as_of.go_back()
print(time.strftime("%F %H"))
print(child.communicate("\\n")[0].strip())
"""

needs_library = pytest.mark.skipif(not as_of.library(), reason=as_of.NO_LIBRARY)


def said(moment: str, program: str) -> list[str]:
    command = [sys.executable, "-m", "tests.as_of", moment]
    done = subprocess.run(
        [*command, sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, "TZ": "UTC"},
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.splitlines()[1:]


@needs_library
def test_every_clock_is_set_and_goes_on_and_waiting_takes_as_long() -> None:
    assert said("2028-02-29 00:10", LOOK) == [
        "2028-02-29 00 here",
        "2028-02-28 23 in SQLite, UTC",
        "2028-02-28 23 in a child, UTC",
        "True is that it goes on",
        "True is how long waiting takes",
    ]


@needs_library
def test_tests_go_back_with_all_that_they_have_started() -> None:
    later, here, in_the_child = said("2026-11-28 12:30", BACK)
    assert later == "2026-11-30 03"
    assert here == in_the_child == "2026-11-28 11"


def test_the_days_are_what_they_are_called() -> None:
    days = {datetime.fromisoformat(day).date(): day for day in as_of.DAYS}
    weekdays = {day.weekday() for day in days}
    next_days = [day + timedelta(days=1) for day in days]
    assert weekdays >= {5, 6}
    assert any(day.day == 1 for day in next_days)
    assert date(2028, 2, 29) in days
    for change in (date(2027, 3, 28), date(2027, 10, 31)):
        assert {change, change - timedelta(days=1)} <= set(days)
        begins, ends = (
            datetime(day.year, day.month, day.day, tzinfo=as_of.MADRID)
            for day in (change, change + timedelta(days=1))
        )
        assert begins.utcoffset() != ends.utcoffset()
