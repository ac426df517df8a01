"""Prints how a save compares with the bare call, and how many go on at once."""

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

from tests.benchmark import measures, servers
from tests.benchmark.person import Person
from tests.benchmark.servers import Server
from tests.sandboxed import Sandbox

PEOPLE = (32, 64)


def main() -> int:
    parser = argparse.ArgumentParser(prog="script/benchmark", description=__doc__)
    parser.add_argument("--rounds", type=int, default=40, help="saves for each number")
    parser.add_argument("--upstream-ms", type=int, default=150, help="Leadway's delay")
    chosen = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="benchmark-") as var,
        Sandbox() as sandbox,
        servers.dashboard(sandbox, Path(var)) as dashboard,
        servers.bare(sandbox) as bare,
    ):
        one_after_another(sandbox, dashboard, bare, chosen.rounds, chosen.upstream_ms)
        return all_at_once(sandbox, dashboard, chosen.upstream_ms)


def one_after_another(
    sandbox: Sandbox, dashboard: Server, bare: Server, rounds: int, upstream_ms: int
) -> None:
    person = Person.signed_in(dashboard.url)
    ids = measures.book(sandbox, 2 * rounds + 2)
    answer = person.open(ids.pop(), "Una").save()
    row("A save's answer, gzipped", f"{measures.gzipped_kb(answer):.1f} kB")
    plain = measures.bare_saves(bare, sandbox, person.open(ids.pop(), "Otra"))
    sandbox.switch(latency_ms=upstream_ms)
    saves = measures.saves(person, ids)
    save_ms, bare_ms = measures.medians_ms(
        measures.in_turns(saves, plain, rounds=rounds)
    )
    against(f"Save, Leadway answering in {upstream_ms} ms", save_ms, bare_ms)
    sandbox.switch(latency_ms=0)
    save_ms = measures.cpu_ms(dashboard, saves, rounds=rounds)
    bare_ms = measures.cpu_ms(bare, plain, rounds=rounds)
    against("Processor for a save", save_ms, bare_ms)


def all_at_once(sandbox: Sandbox, dashboard: Server, upstream_ms: int) -> int:
    """Have people save at the same moment; return how many of them failed."""
    failed = 0
    for people in PEOPLE:
        person = Person.signed_in(dashboard.url)
        editors = [
            person.open(event_id, "A la vez")
            for event_id in measures.book(sandbox, people)
        ]
        sandbox.clear()
        sandbox.switch(latency_ms=upstream_ms)
        seconds = measures.at_once(editors)
        sandbox.switch(latency_ms=0)
        puts = sandbox.journal("PUT")
        wrong = people - min(len(seconds), len(puts))
        failed += wrong
        row(
            f"{people} people save at once",
            f"median {1000 * statistics.median(seconds):.0f} ms",
            f"{measures.most_in_flight(puts)} in flight",
            f"{wrong} failed or lost",
        )
    return failed


def against(what: str, ours_ms: float, bare_ms: float) -> None:
    times = f"{ours_ms:.1f} ms against {bare_ms:.1f} ms bare"
    row(what, times, f"{ours_ms / max(bare_ms, 0.1):.2f} times")


def row(what: str, *told: str) -> None:
    print(f"{what:40}{', '.join(told)}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
