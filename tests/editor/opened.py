"""What stands beside "When" of an appointment that somebody has open."""

import json
from typing import Any

from django.test import Client

from appointments.edits import baseline
from appointments.edits.baseline import Baseline
from appointments.index import reading
from appointments.times.writing import write_day
from tests import days_read
from tests.own_day import MADRID
from tests.pages import Part, read

HTMX = {"HX-Request": "true"}


class Opened:
    """An appointment that somebody has open, and what they type into it."""

    def __init__(self, event_id: str, client: Client) -> None:
        self.record = reading.load(event_id).record
        self.client = client
        self.url = f"/appointments/{event_id}/"
        assert self.record.start_time
        assert self.record.end_time
        start, end = (
            at.astimezone(MADRID)
            for at in (self.record.start_time, self.record.end_time)
        )
        self.typed: dict[str, str] = {
            "baseline": baseline.sign(Baseline(self.record, MADRID)),
            "date": write_day(start.date()),
            "start": f"{start:%H:%M}",
            "end": f"{end:%H:%M}",
            "length": "45",
            "assigned_user_id": self.record.assigned_user_id or "",
            "calendar_id": self.record.calendar_id or "",
            "appointment_status": "confirmed",
            "title": self.record.title or "",
            "place": "keep",
        }

    def renewal(self) -> Any:
        """Save, and return what the page renews of itself then."""
        edited = json.loads(self.post("")["HX-Trigger"])["edited"]["edit"]
        return self.post("_renewed/", edited=str(edited))

    def post(self, fragment: str, **typed: str) -> Any:
        return self.client.post(
            self.url + fragment, {**self.typed, **typed}, headers=HTMX
        )

    def see(self, fragment: str, **typed: str) -> Part:
        answer = self.post(fragment, **typed)
        assert answer.status_code == 200
        return read(answer)


def starts(part: Part) -> list[str]:
    """Return the free times that are on offer."""
    return [chip["data-start"] for chip in part.all("[data-start]")]


def fetches(part: Part) -> bool:
    """Whether it asks for the free times by itself."""
    return part.has('[hx-post$="_slots_free/"]')


def listed(opened: Opened) -> None:
    assert opened.record.start_time
    days_read.listed(opened.record.start_time.astimezone(MADRID).date())
