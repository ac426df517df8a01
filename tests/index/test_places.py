"""The kind of a place, read from the place where Leadway does not tell it."""

import pytest

from appointments.index.places import kind_of
from appointments.leadway.records import AppointmentRecord


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        (None, ""),
        ("  ", ""),
        ("Sala 2", "address"),
        ("Calle de la Alameda 12", "address"),
        ("+34 611 204 118", "phone"),
        ("(020) 7946-0318", "phone"),
        ("12", "address"),
        ("Google Meet", "gmeet"),
        ("https://meet.google.com/abc-defg-hij", "gmeet"),
        ("https://us02web.zoom.us/j/81234567890", "zoom"),
        ("https://teams.microsoft.com/l/meetup-join/19", "ms_teams"),
        ("https://zoom.us.example.com/j/1", "custom"),
        ("https://[zoom.us/", "custom"),
        ("https://example.com/room", "custom"),
    ],
)
def test_the_place_tells_its_kind(address: str | None, kind: str) -> None:
    assert kind_of(AppointmentRecord(id="a", address=address)) == kind


def test_what_leadway_tells_comes_first() -> None:
    record = AppointmentRecord(id="a", address="Sala 2", meeting_location_type="custom")
    assert kind_of(record) == "custom"


def test_a_kind_that_nobody_knows_counts_as_not_told() -> None:
    record = AppointmentRecord(id="a", meeting_location_type="pigeon")
    assert kind_of(record) == ""
