"""THE table of statuses: every list of them elsewhere is read from here.

Source: Leadway, "Update appointment".
"""

from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Status:
    """One status that Leadway returns, and takes unless it is not `settable`.

    `kept_by` is the status to send instead of one that it does not take. What is
    `finished` needs no outcome any more; what `frees` gives its time to others.
    """

    name: str
    settable: bool = True
    kept_by: str = ""
    finished: bool = False
    frees: bool = False


# What is done comes first, as a day is counted.
TABLE = (
    Status("showed", finished=True),
    Status("completed", settable=False, kept_by="showed", finished=True),
    Status("noshow", finished=True, frees=True),
    Status("cancelled", finished=True, frees=True),
    Status("invalid", finished=True, frees=True),
    Status("confirmed"),
    Status("active", settable=False, kept_by="confirmed"),
    Status("new"),
)
NAMES = tuple(one.name for one in TABLE)
SETTABLE = tuple(one.name for one in TABLE if one.settable)
FINISHED = tuple(one.name for one in TABLE if one.finished)
FREES = tuple(one.name for one in TABLE if one.frees)
KEPT_BY = MappingProxyType({one.name: one.kept_by for one in TABLE if one.kept_by})
