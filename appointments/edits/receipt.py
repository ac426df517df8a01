"""What a receipt shows, in whatever state its edit is."""

from dataclasses import dataclass, field

from appointments.edits import diff
from appointments.edits.clashes import ClashRow
from appointments.edits.details import Details
from appointments.edits.faults import CONTROL, Fault
from appointments.edits.in_words import Change
from appointments.edits.marks import ALONG, PUT_BACK
from appointments.edits.rows import Line
from appointments.edits.tables import Edit
from appointments.edits.whole import is_whole


@dataclass(frozen=True, slots=True)
class Receipt:
    """`kind` names the part of the template; `tone` its colour and urgency."""

    edit: Edit
    kind: str
    tone: str
    title: str
    body: str = ""
    # What the page does by itself next, as far as there is a script for it.
    looked: str = ""
    lines: list[Line] = field(default_factory=list)
    unasked: list[Line] = field(default_factory=list)
    clashes: list[ClashRow] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    merged: str = ""
    faults: list[Fault] = field(default_factory=list)
    words: tuple[str, ...] = ()
    look_again_s: int | None = None
    undecided: bool = False
    wait_s: int = 0
    details: Details = field(default_factory=Details)

    @property
    def urgent(self) -> bool:
        return self.tone in ("err", "warn")

    @property
    def is_wrong(self) -> bool:
        """Whether it came to nothing, or nobody knows."""
        return self.urgent and self.kind != "accepted"

    @property
    def refuses_time(self) -> bool:
        """Whether another time may be what helps."""
        return any(fault.control == CONTROL["start_time"] for fault in self.faults)

    @property
    def decided(self) -> list[tuple[str, str]]:
        """What was decided in a conflict before this one, and is not asked again."""
        asked = {f"keep_{row.name}" for row in self.clashes}
        return [
            (name, value)
            for name, value in sorted(self.edit.typed.items())
            if name.startswith("keep_") and name not in asked
        ]

    @property
    def shows_asked(self) -> bool:
        """Whether what was asked for says more than what Leadway has now."""
        settled = (diff.Verdict.CONFIRMED, PUT_BACK, ALONG)
        return any(line.verdict not in settled for line in self.lines)

    @property
    def by_leadway(self) -> bool:
        """Whether all is as asked, and something changed that nobody asked for."""
        differs = any(line.verdict == diff.Verdict.DIFFERS for line in self.lines)
        return bool(self.unasked) and not differs

    @property
    def of_series(self) -> bool:
        """Whether it was of a whole series, whose appointments are read back then."""
        return is_whole(self.edit)

    @property
    def unchecked(self) -> bool:
        """Whether the verifying re-read is still to come."""
        return self.edit.verifiable
