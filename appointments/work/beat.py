"""What a worker says every few seconds: that it is there, and how old the index is."""

from appointments.index.pulse import Pulse


def say() -> None:
    Pulse.beat()
