"""Prints what a page of the list and of each kind of search costs, by many rows.

    .venv/bin/python -m tests.benchmark.searching --rows 1000 100000 1000000

On SQLite in a folder of its own; with DATABASE_URL on PostgreSQL, in a database beside
the one that it names. Another process's work is in the time alone.
"""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import django

ROUNDS = 15


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[1000, 100_000])
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    chosen = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    for count in chosen.rows:
        measured(count, chosen.rounds)
    return 0


def measured(count: int, rounds: int) -> None:
    from django.db import connection

    from tests.benchmark import many

    name = connection.settings_dict["NAME"]
    if connection.vendor != "sqlite":
        connection.settings_dict["TEST"]["NAME"] = f"{name}_many"
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        began = time.monotonic()
        many.fill(count)
        seconds = time.monotonic() - began
        print(f"\n{connection.vendor}, {count:,} appointments, made in {seconds:.0f} s")
        print(f"{'':32}{'wall ms':>17}{'processor ms':>17}")
        for what, page in pages(count):
            report(what, page, rounds)
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def pages(count: int) -> list[tuple[str, Callable[[], Any]]]:
    from appointments.index import listing
    from appointments.index.tables import Appointment
    from tests.benchmark import many

    every = Appointment.objects.select_related("contact")
    late = every.order_by("position").values_list("position", flat=True)
    after = late[count * 9 // 10]
    phone = str(every.filter(position__gt=after)[0].contact.record["phone"])
    texts = {
        "frequent": many.COMMON,
        "frequent, one letter": many.COMMON[0],
        "in a fiftieth": many.SOME,
        "two words": f"{many.COMMON} {many.SOME}",
        "rare": many.RARE,
        "rare, a phone number": f"+34 {phone[3:6]} {phone[6:9]} {phone[9:]}",
        "rare, part of one": phone[4:10],
        "no hit": many.NONE,
        "no hit, frequent words": "rodilla punción maria manual",
    }
    mine = every.filter(assigned_user_id="user7")

    def look(text: str = "", after: int | None = None, rows: Any = every) -> Any:
        return lambda: listing.page(rows, text, after=after)

    return [
        ("no search", look()),
        ("no search, page far behind", look(after=after)),
        *((f"search: {what}", look(text)) for what, text in texts.items()),
        ("frequent, page far behind", look(many.COMMON, after)),
        ("frequent, of one assignee", look(many.COMMON, rows=mine)),
    ]


def report(what: str, page: Callable[[], Any], rounds: int) -> None:
    wall, processor = [], []
    found = page()
    for _ in range(rounds):
        began, worked = time.perf_counter(), time.process_time()
        page()
        processor.append(1000 * (time.process_time() - worked))
        wall.append(1000 * (time.perf_counter() - began))
    told = "".join(
        f"{min(times):9.2f} {statistics.median(times):7.2f}"
        for times in (wall, processor)
    )
    print(f"{what:32}{told}  {len(found.rows)} rows", flush=True)


if __name__ == "__main__":
    sys.exit(main())
