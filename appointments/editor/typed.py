"""What was typed under "When", one by one: read, or a message at the right field."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from appointments.editor.trouble import Trouble
from appointments.leadway.records import AppointmentRecord
from appointments.times import clock, reading, writing

LONGEST_MIN = 7 * 24 * 60


@dataclass(frozen=True, slots=True)
class Typed:
    """The controls as they are now, and what they are read by.

    `touched` are those that somebody changed. A date without a year is in the one that
    is nearest to the appointment's own; "tomorrow" counts from `today`.
    """

    values: Mapping[str, object]
    touched: Set[str]
    record: AppointmentRecord
    zone: ZoneInfo
    today: date

    @property
    def near(self) -> date:
        start = self.record.start_time
        return clock.local(start, self.zone).date() if start else self.today

    def text(self, name: str) -> str:
        return str(self.values.get(name) or "")

    def day(self) -> date:
        text = self.text("date")
        if not text:
            raise Trouble("date", _("Write the date, for example 24/11 or tomorrow."))
        try:
            return reading.read_day(text, today=self.today, near=self.near)
        except ValueError as error:
            raise Trouble(
                "date",
                _("“%(text)s” is not a date. Write 24/11, 24 Nov 2026 or tomorrow.")
                % {"text": text[:40]},
            ) from error

    def hour(self, field: str) -> time:
        text = self.text(field)
        try:
            return reading.read_time(text)
        except ValueError as error:
            message = _("“%(text)s” is not a time. Write 9:30 or 930, up to 23:59.")
            raise Trouble(field, message % {"text": text[:40]}) from error

    def at(self) -> time:
        """Read the start, to the second where nobody touched it."""
        start = self.record.start_time
        if start and "start" not in self.touched:
            return clock.wall(start, self.zone).time()
        return self.hour("start")

    def start(self) -> datetime:
        """Read the start's instant. Raises Trouble, Gap and Overlap among it."""
        day, at = self.day(), self.at()
        try:
            return clock.resolve(day, at, self.zone, offset=self._offset())
        except clock.Gap as gap:
            raise no_such_time("start", gap) from gap
        except clock.Overlap as overlap:
            message = _(
                "The clock goes back that night, so %(time)s happens twice."
                " Choose which."
            )
            raise Trouble("start", message % {"time": f"{at:%H:%M}"}) from overlap

    def end_on(self, day: date, start: datetime) -> datetime:
        """Read the end; of an hour that happens twice the first one after the start."""
        try:
            return clock.resolve(day, self.hour("end"), self.zone)
        except clock.Overlap as overlap:
            return overlap.first if overlap.first > start else overlap.second
        except clock.Gap as gap:
            raise no_such_time("end", gap) from gap

    def length(self) -> timedelta:
        minutes = _minutes(self.text("length"))
        if minutes is None:
            raise Trouble("length", _("Choose how long it takes."))
        return timedelta(minutes=minutes)

    def carried(self) -> timedelta | None:
        """Return the length that a script has moved the end by, if it has.

        Then nobody typed the end that is posted along.
        """
        minutes = _minutes(self.text("end_follows"))
        return None if minutes is None else timedelta(minutes=minutes)

    def _offset(self) -> timedelta | None:
        """Read which of an hour that happens twice was chosen: its offset."""
        text = self.text("start_offset")
        digits = text.removeprefix("-")
        if not digits.isdecimal() or len(digits) > 4:
            return None
        return timedelta(minutes=int(text))


def _minutes(text: str) -> int | None:
    sound = text.isdecimal() and len(text) <= 5
    return int(text) if sound and 0 < int(text) <= LONGEST_MIN else None


def no_such_time(field: str, gap: clock.Gap) -> Trouble:
    message = _(
        "%(time)s does not exist on %(day)s: the clock goes forward that night."
        " %(next)s would be the same moment."
    )
    return Trouble(
        field,
        message
        % {
            "time": f"{gap.asked:%H:%M}",
            "day": writing.write_whole_day(gap.asked.date()),
            "next": f"{gap.suggestion:%H:%M}",
        },
        instead=gap.suggestion,
    )


def is_same(name: str, text: str, shown: str, typed: Typed) -> bool:
    """Whether a date or a time is another way of writing what is shown."""
    try:
        return _read(name, text, typed) == _read(name, shown, typed)
    except ValueError:
        return False


def _read(name: str, text: str, typed: Typed) -> date | time:
    if name == "date":
        return reading.read_day(text, today=typed.today, near=typed.near)
    return reading.read_time(text)
