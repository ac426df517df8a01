"""Runs a command as if it were another moment, with a clock that goes on from there.

    python -m tests.as_of "2028-02-29 23:59" pytest -q
    python -m tests.as_of --days pytest -q

Times are Madrid's, as the clinic's are. The clock is set below every program, in the C
library, so it holds for whatever the command starts, for SQLite and TLS too; only a
database server goes on with its own. The monotonic clock and the files' are real.
Tests go back to the moment when it lies behind (see conftest.py), all processes at
once: they read the difference from one file, each second anew.
"""

import os
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from zoneinfo import ZoneInfo

MADRID = ZoneInfo("Europe/Madrid")
MOMENT, FILE = "TESTS_AS_OF", "FAKETIME_TIMESTAMP_FILE"
NO_LIBRARY = (
    "Another day needs libfaketime, which is there for Linux only: script/setup --dev"
    " installs it for x86-64; elsewhere apt install libfaketime does."
)
# So much later tests go back to the moment.
FOR_S = 30
DAYS = {
    "2026-11-28 12:00": "a Saturday",
    "2026-11-29 12:00": "a Sunday",
    "2026-11-30 12:00": "the last of a month",
    "2028-02-29 12:00": "29 February",
    "2026-12-31 23:59": "the last minute of a year",
    "2026-12-31 23:59:50": "midnight comes meanwhile",
    "2027-03-27 12:00": "the day before the clocks go forward",
    "2027-03-28 01:59:50": "the clocks go forward",
    "2027-10-30 12:00": "the day before the clocks go back",
    "2027-10-31 02:59:50": "the clocks go back",
}


def main() -> int:
    which, *command = sys.argv[1:]
    if which != "--days":
        return as_of(which, command)
    red = [day for day in DAYS if as_of(day, command) != 0]
    for day, name in DAYS.items():
        print(f"{'FAILED' if day in red else 'ok':8}{day:21}{name}")
    return int(bool(red))


def as_of(moment: str, command: list[str]) -> int:
    """Run the command; return its exit code."""
    print(f"As of {moment} ({DAYS.get(moment, 'another day')}):", flush=True)
    with tempfile.TemporaryDirectory(prefix="as-of-") as folder:
        difference = Path(folder) / "difference"
        shift(difference, instant(moment) - time.time() + difference_s())
        surroundings = {
            **os.environ,
            MOMENT: moment,
            FILE: str(difference),
            "LD_PRELOAD": library() or sys.exit(NO_LIBRARY),
            "FAKETIME_CACHE_DURATION": "0",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            # Else every thread that waits for its turn takes it at once.
            "FAKETIME_FORCE_MONOTONIC_FIX": "0",
            "NO_FAKE_STAT": "1",
            # Else it would tidy away what another run, of today, still uses.
            "PYTEST_DEBUG_TEMPROOT": folder,
        }
        return subprocess.run(command, env=surroundings, check=False).returncode


def carried() -> dict[str, str]:
    """What a program needs to keep this time when it gets an environment of its own."""
    needed = ("LD_PRELOAD", "NO_FAKE_STAT", "FAKETIME_")
    return {name: os.environ[name] for name in os.environ if name.startswith(needed)}


def keep_own_difference() -> None:
    """Tests that run beside each other go back each on their own."""
    if MOMENT in os.environ:
        file = Path(os.environ[FILE])
        own = file.with_name(f"difference-{os.getpid()}")
        own.write_bytes(file.read_bytes())
        os.environ[FILE] = str(own)


def go_back() -> None:
    """Be at the moment again, together with everything that was started."""
    if MOMENT not in os.environ:
        return
    wanted, file = instant(os.environ[MOMENT]), Path(os.environ[FILE])
    behind_s = time.time() - wanted
    if not 0 <= behind_s < FOR_S:
        shift(file, difference_s() - behind_s)
        # Everybody looks at the file once in a second, by the clock of the machine.
        time.sleep(1.1)


def instant(moment: str) -> float:
    return datetime.fromisoformat(moment).replace(tzinfo=MADRID).timestamp()


def difference_s() -> float:
    """How far this program itself is from today."""
    return float(Path(os.environ[FILE]).read_text()) if MOMENT in os.environ else 0.0


def shift(file: Path, difference_s: float) -> None:
    """Write it whole: somebody may read in this very moment."""
    half = file.with_suffix(f".{os.getpid()}")
    half.write_text(f"{difference_s:+.3f}\n")
    half.replace(file)


def library() -> str | None:
    """The path of libfaketime: the package's, the system's, or None."""
    package = find_spec("libfaketime")
    places = [Path("/usr/lib").glob("*/faketime/libfaketime.so.1")]
    if package and package.origin:
        places.insert(0, Path(package.origin).parent.rglob("libfaketime.so.1"))
    for path in (path for place in places for path in place):
        told = {"LD_PRELOAD": str(path), "FAKETIME": "@2001-01-01 12:00:00"}
        asked = [sys.executable, "-c", "import time; print(time.gmtime().tm_year)"]
        if subprocess.run(asked, env=told, capture_output=True).stdout == b"2001\n":
            return str(path)
    return None


if __name__ == "__main__":
    sys.exit(main())
