"""Prints what the pages of the team's work cost, by the number of appointments.

    script/benchmark large --rows 1000 100000 --rounds 30

On SQLite in a folder of its own, and after that on a PostgreSQL of its own, where that
is installed; see tests/postgres.py. A page is asked for within this process, by all
that is around a view. The sizes take turns, so that a busy moment of the machine meets
each of them. What PostgreSQL works for a page counts as the page's.
"""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import django

from tests.benchmark.servers import cpu_ms

if TYPE_CHECKING:
    from django.test import Client

ROUNDS = 15
# How much more a page may cost than at the smallest size, from how many rows on.
REACH = {1_000_000: (1.5, 4.0), 100_000: (1.3, 1.3)}


@dataclass(slots=True)
class Cost:
    """What one page took, in milliseconds, each time that it was asked for."""

    wall: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    statements: int = 0
    rows: int = 0


def main() -> int:
    parser = argparse.ArgumentParser(prog="script/benchmark large", description=__doc__)
    parser.add_argument(
        "--rows", type=int, nargs="+", default=[1000, 100_000, 1_000_000]
    )
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    chosen = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    one_connection()
    now = datetime.now(UTC)
    with made(chosen.rows, now) as databases:
        told = {rows: costs(name, now) for rows, name in databases.items()}
        for _ in range(chosen.rounds):
            for rows, name in databases.items():
                look(name, now, told[rows])
    report(told)
    return 0


def one_connection() -> None:
    """Go without a pool, which would keep connections to the database of before."""
    from django.db import connection

    connection.settings_dict["OPTIONS"].pop("pool", None)


@contextmanager
def made(sizes: list[int], now: datetime) -> Iterator[dict[int, str]]:
    """Make a database of each size, and take them away again."""
    from django.db import connection

    from tests.benchmark import many

    usual = connection.settings_dict["NAME"]
    names: dict[int, str] = {}
    try:
        for rows in sizes:
            use(usual)
            connection.settings_dict["TEST"]["NAME"] = _beside(rows)
            names[rows] = connection.creation.create_test_db(
                verbosity=0, autoclobber=True, serialize=False
            )
            began = time.monotonic()
            many.fill(rows, now)
            took = time.monotonic() - began
            what = f"{connection.display_name}: {rows:,} appointments"
            print(f"{what} made in {took:.0f} s", flush=True)
        yield names
    finally:
        for name in names.values():
            use(name)
            connection.creation.destroy_test_db(usual, verbosity=0)


def _beside(rows: int) -> str:
    from django.conf import settings
    from django.db import connection

    if connection.vendor == "sqlite":
        return str(settings.VAR / f"many-{rows}.sqlite3")
    return f"leadway_many_{rows}"


def use(name: str) -> None:
    """Go on in another database."""
    from django.db import connection

    connection.close()
    connection.settings_dict["NAME"] = name


def pages(now: datetime) -> dict[str, str]:
    """Return the addresses of the pages, and of the list's filters, by their names."""
    from appointments.index.tables import Appointment
    from tests.benchmark import many

    last = Appointment.objects.order_by("-position").values_list("position", flat=True)
    day, after = now.date().isoformat(), last[60]
    every = "/appointments/?tab=all"
    return {
        "Today": f"/?date={day}",
        "Today, by person": f"/?date={day}&by=person",
        "calendar, a day": f"/calendar/?day={day}",
        "calendar, a week of one": f"/calendar/?day={day}&view=week&who=user7",
        "calendar, a week of all": f"/calendar/?day={day}&view=week",
        "calendar, a month": f"/calendar/?day={day}&view=month",
        "list": "/appointments/",
        "list, the last page": f"{every}&after={after}",
        "list, past": "/appointments/?tab=past",
        "list, this week": "/appointments/?days=week",
        "list, a calendar": f"{every}&calendar=calendar3",
        "list, an assignee": f"{every}&assignee=user7",
        "list, a status": f"{every}&status=noshow",
        "list, needs an outcome": "/appointments/?tab=past&status=confirmed&status=new",
        "list, two assignees": f"{every}&assignee=user7&assignee=user8",
        "list, of a series": f"{every}&repeats=yes",
        "list, three filters": f"{every}&calendar=calendar3&assignee=user7&status=new",
        "search, frequent": f"{every}&q={many.COMMON}",
        "search, one letter": f"{every}&q={many.COMMON[0]}",
        "search, in a fiftieth": f"{every}&q={many.SOME}",
        "search, two words": f"{every}&q={many.COMMON}+{many.SOME}",
        "search, rare": f"{every}&q={many.RARE}",
        "search, part of a phone": f"{every}&q={phone(after)[4:10]}",
        "search, no hit": f"{every}&q={many.NONE}",
        "search, no hit, frequent words": f"{every}&q=rodilla+puncion+maria+manual",
    }


def phone(position: int) -> str:
    from appointments.index.tables import Appointment

    row = Appointment.objects.select_related("contact").get(position=position)
    assert row.contact
    return str(row.contact.record["phone"])


def signed_in() -> "Client":
    from django.contrib.auth.models import Group
    from django.test import Client

    from people.models import User

    user, is_new = User.objects.get_or_create(username="benchmark")
    if is_new:
        user.groups.add(Group.objects.get(name="manager"))
    client = Client()
    client.force_login(user)
    return client


def costs(name: str, now: datetime) -> dict[str, Cost]:
    """Look at each page, which reads what is then kept, and count its statements."""
    use(name)
    client, found = signed_in(), {}
    for what, address in pages(now).items():
        # Once a minute it is noted that somebody is there, which is not the page's.
        statements = min(counted(client, address) for _again in range(3))
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        rows = answer.content.count(b"data-appointment=")
        found[what] = Cost(statements=statements, rows=rows)
    return found


def counted(client: "Client", address: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


def look(name: str, now: datetime, told: dict[str, Cost]) -> None:
    use(name)
    client = signed_in()
    client.get("/appointments/")
    server = server_of()
    for what, address in pages(now).items():
        began, worked = time.perf_counter(), worked_ms(server)
        client.get(address)
        told[what].processor.append(worked_ms(server) - worked)
        told[what].wall.append(1000 * (time.perf_counter() - began))


def server_of() -> int:
    """Return the process of PostgreSQL that works for this one; 0 where none does."""
    from django.db import connection

    if connection.vendor == "sqlite":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def worked_ms(server: int) -> float:
    """Return how long this process has used a processor, with its server."""
    return 1000 * time.process_time() + (cpu_ms(server) if server else 0)


def report(told: dict[int, dict[str, Cost]]) -> None:
    """Print least and median, and how many times the smallest size each least is."""
    for rows, costs in told.items():
        pages_reach, search_reach = next(
            (reach for least, reach in REACH.items() if rows >= least), (0.0, 0.0)
        )
        print(f"\n{rows:,} appointments")
        print(f"{'':34}{'wall, ms':>15}{'×':>7}{'processor, ms':>18}{'×':>7}")
        for what, cost in costs.items():
            base = compared_with(what, cost, told[min(told)])
            reach = search_reach if what.startswith("search") else pages_reach
            to_reach = f", to reach: {reach} ×" if reach else ""
            print(
                f"  {what:32}{_figures(cost.wall, base.wall)}"
                f"{'':3}{_figures(cost.processor, base.processor)}"
                f"  {cost.rows} rows, {cost.statements} statements{to_reach}"
            )


def compared_with(what: str, cost: Cost, smallest: dict[str, Cost]) -> Cost:
    """Return what a page is compared with: the same one at the smallest size.

    Where that shows fewer rows, the list there, which is a full page: rows cost more
    than what finds them.
    """
    return smallest["list" if smallest[what].rows < cost.rows else what]


def _figures(ours: list[float], theirs: list[float]) -> str:
    times = min(ours) / min(theirs)
    return f"{min(ours):8.1f}{statistics.median(ours):7.1f}{times:7.2f}"


if __name__ == "__main__":
    sys.exit(main())
