"""Prints what a save and each page cost beside the bare call and plain Django."""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.benchmark import measures, report, scene
from tests.benchmark.measures import COMMITS, STATEMENTS, in_turns
from tests.benchmark.pages import EDITOR, PAGES
from tests.benchmark.person import Person
from tests.benchmark.scene import Scene
from tests.benchmark.servers import Product


def main() -> int:
    parser = argparse.ArgumentParser(prog="script/benchmark", description=__doc__)
    parser.add_argument("--rounds", type=int, default=40, help="calls for each figure")
    parser.add_argument("--upstream-ms", type=int, default=150, help="Leadway's delay")
    parser.add_argument(
        "--people", type=int, nargs="+", default=[32, 64], help="who save at once"
    )
    chosen = parser.parse_args()
    appointments = 4 * (chosen.rounds + 4) + 2 * sum(chosen.people)
    with (
        tempfile.TemporaryDirectory(prefix="benchmark-") as folder,
        scene.set_up(Path(folder), appointments) as (running, product),
    ):
        report.heading()
        saves(running, chosen.rounds, chosen.upstream_ms)
        pages(running, chosen.rounds)
        count(running, product)
        return crowds(running, chosen.people, chosen.upstream_ms)


def saves(running: Scene, rounds: int, upstream_ms: int) -> None:
    for delay_ms in (upstream_ms, 0):
        sides = running.saves("Otra")
        running.sandbox.switch(latency_ms=delay_ms)
        in_turns(sides, rounds)
        running.sandbox.switch(latency_ms=0)
        far = {"bare function": "to reach: wall 1.05 ×"}
        near = {"plain Django view": "to reach: processor 2 ×"}
        reach = far if delay_ms else near
        report.compared(
            f"A save, Leadway answering in {delay_ms} ms", sides, reach=reach
        )


def pages(running: Scene, rounds: int) -> None:
    for page in PAGES:
        sides = running.looks(page)
        in_turns(sides, rounds)
        to_reach = f"to reach: processor {page.reach} ×" if page.reach else ""
        reach = {"plain Django": to_reach}
        report.compared(page.name, sides, reach=reach)


def count(running: Scene, product: Product) -> None:
    """Ask the same of a server that tells how often it asks its database."""
    print("\nDatabase")
    with product.served("tests.benchmark.counted") as server:
        person = Person.signed_in(server.url)
        _, editor = running.open(person, EDITOR.path, "Contada")
        answers = {"A save": editor.save()}
        for page in PAGES:
            path = running.path(page.path)
            person.get(path)  # the first look at all reads what it then keeps
            answers[page.name] = person.get(path)
    for what, answer in answers.items():
        told = (answer.headers[name] for name in (STATEMENTS, COMMITS))
        report.counted(what, *told, reach="8 and 3" if what == "A save" else "4")


def crowds(running: Scene, sizes: list[int], upstream_ms: int) -> int:
    """Have people save at the same moment; return how many of ours went wrong."""
    print(f"\nAt once, Leadway answering in {upstream_ms} ms")
    wrong, sandbox = 0, running.sandbox
    for people in sizes:
        for who, person, path in (
            ("plain Django view", running.at_plain, EDITOR.plain),
            ("product", running.at_ours, EDITOR.path),
        ):
            titles = (f"A la vez {number}" for number in range(people))
            editors = dict(running.open(person, path, title) for title in titles)
            sandbox.clear()
            sandbox.switch(latency_ms=upstream_ms)
            found = measures.at_once(
                editors,
                lambda: sandbox.journal("PUT"),
                lambda event_id: str(sandbox.get(event_id)["title"]),
            )
            sandbox.switch(latency_ms=0)
            report.crowd(who, people, found)
            wrong += (found.errors + found.lost) if who == "product" else 0
    return wrong


if __name__ == "__main__":
    sys.exit(main())
