"""THE table of statuses: every list of them elsewhere is read from here.

Source: Leadway, "Update appointment".
"""

from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Status:
    """One status that Leadway returns, and takes unless it is not `settable`.

    `taken_by` is a version of the API that takes it all the same. `kept_by` is the
    status to send instead of one that is not taken. What is `finished` needs no outcome
    any more; what `frees` gives its time to others.
    """

    name: str
    settable: bool = True
    taken_by: str = ""
    kept_by: str = ""
    finished: bool = False
    frees: bool = False


# What is done comes first, as a day is counted.
TABLE = (
    Status("showed", finished=True),
    Status("completed", settable=False, taken_by="v3", kept_by="showed", finished=True),
    Status("noshow", finished=True, frees=True),
    Status("cancelled", finished=True, frees=True),
    Status("invalid", finished=True, frees=True),
    Status("confirmed"),
    Status("active", settable=False, taken_by="v3", kept_by="confirmed"),
    Status("new"),
)
NAMES = tuple(one.name for one in TABLE)
SETTABLE = tuple(one.name for one in TABLE if one.settable)
FINISHED = tuple(one.name for one in TABLE if one.finished)
FREES = tuple(one.name for one in TABLE if one.frees)
# What it was seen to store instead of one that it takes.
STORED_AS = MappingProxyType({"completed": "showed"})
_BY_NAME = MappingProxyType({one.name: one for one in TABLE})


def is_taken(name: str, version: str) -> bool:
    """Whether this version of the API takes a status."""
    status = _BY_NAME.get(name)
    return status is not None and (status.settable or status.taken_by == version)


def kept_by(name: str, version: str) -> str | None:
    """Return the status to send so that one is kept, or None where none keeps it."""
    if is_taken(name, version):
        return name
    status = _BY_NAME.get(name)
    return status.kept_by if status else None
