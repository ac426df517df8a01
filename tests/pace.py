"""Time limits that hold on any machine: how much longer than something beside it.

A busy machine is late now and then; what is slow is slow each time. So the best of a
few tries counts, and a limit says how many times as long as the other it may take.
"""

import time
from collections.abc import Callable

Deed = Callable[[], object]


def seconds(deed: Deed, clock: Callable[[], float] = time.monotonic) -> float:
    began = clock()
    deed()
    return clock() - began


def times_as_long(
    deed: Deed,
    beside: Deed,
    *,
    under: float,
    tries: int = 5,
    clock: Callable[[], float] = time.monotonic,
) -> float:
    """The least ratio of a few pairs; no more of them once one is under the limit."""
    least = float("inf")
    for _ in range(tries):
        least = min(least, seconds(deed, clock) / seconds(beside, clock))
        if least < under:
            break
    return least
