"""Where things lie on a grid of five minutes, by the clock on the wall."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from appointments.times import clock, steps
from appointments.times.steps import DAY, STEP

QUARTER = 3
# Whatever is shorter is drawn this long, or its name could not be read.
SHORTEST = QUARTER


@dataclass(frozen=True, slots=True)
class Place:
    """`start` and `length` in steps; `lane` is which one of `lanes` side by side."""

    start: int
    length: int
    lane: int = 0
    lanes: int = 1

    @property
    def end(self) -> int:
        return self.start + self.length

    @property
    def classes(self) -> str:
        where = steps.stretch(self.start, self.length)
        if self.lanes == 1:
            return where
        return f"{where} ln{self.lane} of{self.lanes}"


def place(start: datetime, end: datetime, day: date, zone: ZoneInfo) -> Place:
    """Return where a span lies on a day, cut where the day begins and ends.

    By the clock on the wall: where that goes back, what ends before it began there is
    drawn as long as it takes.
    """
    first, last = minute_of(start, day, zone), minute_of(end, day, zone)
    if first >= 0 and last <= first:
        last = first + clock.minutes_between(start, end)
    begin = min(max(first, 0) // STEP, DAY - SHORTEST)
    until = min(-(-last // STEP), DAY)
    return Place(begin, max(until - begin, SHORTEST))


def minute_of(moment: datetime, day: date, zone: ZoneInfo) -> int:
    """Return the minutes from a day's midnight to a moment, as clocks show them."""
    at = clock.local(moment, zone)
    return (at.date() - day).days * 24 * 60 + at.hour * 60 + at.minute


def side_by_side(
    places: Sequence[Place], *, most: int
) -> tuple[list[Place | None], list[Place]]:
    """Give what overlaps lanes of its own; return the places, and those of the rest.

    Where more than `most` lanes are asked for, the last one stands for all that does
    not fit: None is its place. `places` are in the order of their starts.
    """
    laid: list[Place | None] = []
    rest: list[Place] = []
    for cluster in _clusters(places):
        lanes = _lanes(cluster)
        wanted = max(lanes) + 1
        count = min(wanted, most)
        last = most - 1 if wanted > most else wanted
        lain = [
            Place(one.start, one.length, lane, count) if lane < last else None
            for one, lane in zip(cluster, lanes, strict=True)
        ]
        over = (n for n, one in enumerate(lain) if one is None)
        # What has the last lane to itself is shown in it.
        for group in _clusters(
            [p for p, one in zip(cluster, lain, strict=True) if one is None]
        ):
            numbers = list(islice(over, len(group)))
            length = max(one.end for one in group) - group[0].start
            place = Place(group[0].start, length, last, count)
            if len(group) == 1:
                lain[numbers[0]] = place
            else:
                rest.append(place)
        laid += lain
    return laid, rest


def _clusters(places: Sequence[Place]) -> Iterator[list[Place]]:
    """Yield what hangs together by overlapping, which then shares the width."""
    cluster: list[Place] = []
    until = 0
    for one in places:
        if cluster and one.start >= until:
            yield cluster
            cluster, until = [], 0
        cluster.append(one)
        until = max(until, one.end)
    if cluster:
        yield cluster


def _lanes(cluster: Sequence[Place]) -> list[int]:
    """Return for each the first lane that is free when it begins."""
    taken_until: list[int] = []
    lanes = []
    for one in cluster:
        free = (n for n, until in enumerate(taken_until) if until <= one.start)
        lane = next(free, len(taken_until))
        taken_until[lane : lane + 1] = [one.end]
        lanes.append(lane)
    return lanes


def unreal(day: date, zone: ZoneInfo) -> list[Place]:
    """Return the hours of a day that its clocks jump over, as places."""
    return _changed(day, zone, clock.Gap)


def twice(day: date, zone: ZoneInfo) -> list[Place]:
    """Return the hours of a day that its clocks show twice, as places."""
    return _changed(day, zone, clock.Overlap)


def _changed(
    day: date, zone: ZoneInfo, kind: type[clock.Gap | clock.Overlap]
) -> list[Place]:
    first, last = clock.day_bounds(day, zone)
    if last - first == timedelta(days=1):
        return []
    hit = [n for n in range(0, DAY, QUARTER) if _is(day, n * STEP, zone, kind)]
    joined: list[Place] = []
    for n in hit:
        if joined and joined[-1].end == n:
            joined[-1] = Place(joined[-1].start, joined[-1].length + QUARTER)
        else:
            joined.append(Place(n, QUARTER))
    return joined


def _is(
    day: date, minute: int, zone: ZoneInfo, kind: type[clock.Gap | clock.Overlap]
) -> bool:
    try:
        clock.resolve(day, time(*divmod(minute, 60)), zone)
    except (clock.Gap, clock.Overlap) as found:
        return isinstance(found, kind)
    return False


def without(places: Sequence[tuple[int, int]], first: int, last: int) -> list[Place]:
    """Return what of a span of steps lies outside of all these, in order."""
    left: list[Place] = []
    at = first
    for start, end in sorted(places):
        if start > at:
            left.append(Place(at, min(start, last) - at))
        at = max(at, end)
        if at >= last:
            break
    if at < last:
        left.append(Place(at, last - at))
    return [one for one in left if one.length > 0]
