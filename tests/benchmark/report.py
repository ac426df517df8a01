"""How the figures are printed: for each the least, the median and the most.

The spread from least to most is the machine's noise.
"""

import statistics

from tests.benchmark.measures import Crowd, Side

NAME, FIGURE = 32, 27


def heading() -> None:
    columns = ("wall, ms", "processor, ms")
    print(f"{'':{NAME}}" + "".join(f"{one:>{FIGURE}}" for one in columns))
    three = f"{'least':>11}{'median':>8}{'most':>8}"
    print(f"{'':{NAME}}{three}{three}  gzipped, kB")


def compared(title: str, sides: list[Side], *, reach: dict[str, str]) -> None:
    """Print each side, then the last of them, the product, beside each other one."""
    print(f"\n{title}")
    for side in sides:
        figures = _spread(side.wall_ms) + _spread(side.cpu_ms)
        print(f"  {side.name:{NAME - 2}}{figures}{side.kb:13.1f}")
    *others, ours = sides
    for other in others:
        times = _times(ours.wall_ms, other.wall_ms) + _times(ours.cpu_ms, other.cpu_ms)
        to_reach = reach.get(other.name, "")
        print(
            f"  {f'{other.name} ×':>{NAME - 2}}{times}  {to_reach}".rstrip(), flush=True
        )


def crowd(who: str, people: int, found: Crowd) -> None:
    said = f"median {found.median_ms:.0f} ms, most {found.most_ms:.0f} ms"
    sent = f"{found.in_flight} in flight, {found.waiting} waiting"
    wrong = f"{found.errors} errors, {found.lost} lost"
    print(f"  {f'{people} people, {who}':{NAME}}{said}, {sent}, {wrong}", flush=True)


def counted(what: str, statements: str, commits: str, *, reach: str) -> None:
    told = f"{statements} statements, {commits} commits"
    print(f"  {what:{NAME}}{told}, to reach: {reach}", flush=True)


def _spread(taken: list[float]) -> str:
    least, middle, most = min(taken), statistics.median(taken), max(taken)
    return f"{least:11.1f}{middle:8.1f}{most:8.1f}"


def _times(ours: list[float], theirs: list[float]) -> str:
    """Compare the medians, and the least, which a busy machine spoils less."""
    least = min(ours) / min(theirs)
    middle = statistics.median(ours) / statistics.median(theirs)
    return f"{least:11.2f}{middle:8.2f}{'':8}"
