"""What a worker says every few seconds: that it is there, and how old the index is."""

from typing import Any

from appointments.index.pulse import Pulse
from appointments.index.sweeps import Reach, Sweep


def say() -> None:
    Pulse.beat(**told(list(Sweep.here())))


def told(sweeps: list[Sweep]) -> dict[str, Any]:
    """Sum up how old the index is, as fields of `Age`.

    What cannot be read at all makes nothing else look old: it is told by itself.
    """
    near = [one for one in sweeps if one.reach == Reach.NEAR]
    far = [one for one in sweeps if one.reach == Reach.ALL]
    failing = [one.failing_since for one in near if one.failing_since]
    read = [one.read_at for one in near if not one.failing_since]
    progress = [one.progress for one in sweeps]
    oldest = min((at for at in read if at), default=None)
    return {
        "near_at": oldest.isoformat() if oldest and all(read) else "",
        "calendars": len(near),
        "known": sum(one.read_at is not None for one in near),
        "missing": len(failing),
        "missing_since": min(failing).isoformat() if failing else "",
        "whole": sum(one.read_at is not None for one in far),
        "coming": sum(not one.read_at and not one.failing_since for one in far),
        "progress": int(100 * sum(progress) / len(progress)) if progress else 0,
    }
