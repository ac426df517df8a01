"""The place: kept, one of the calendar's, or one of its own."""

import pytest

from appointments.leadway.fields import LOCATION_TYPES
from tests.editor.filling import (
    asked,
    fault,
    fill,
    override,
)


def test_the_place_is_kept_unless_one_is_chosen() -> None:
    form = fill(address="Otra", meeting_location_type="zoom")
    assert asked(form) == {}


@pytest.mark.parametrize("place", ["physical_0", "room_1"])
def test_a_place_of_the_calendar_or_its_team_is_sent_alone(place: str) -> None:
    form = fill(place="calendar", meeting_location_id=place, address="Otra")
    assert asked(form) == {"meeting_location_id": place}
    assert override(form) is False


@pytest.mark.parametrize("kind", LOCATION_TYPES)
def test_every_kind_of_place_is_sent_and_overrides(kind: str) -> None:
    form = fill(place="own", meeting_location_type=kind, meeting_location_id="room_1")
    assert asked(form) == {"meeting_location_type": kind}
    assert override(form) is True


def test_a_place_of_its_own_overrides_without_a_kind() -> None:
    form = fill(place="own", address="Sala 9")
    assert asked(form) == {"address": "Sala 9"}
    assert override(form) is True


def test_without_a_place_nothing_is_overridden() -> None:
    assert override(fill(title="Nuevo")) is None


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ({"place": "calendar"}, "meeting_location_id"),
        (
            {"place": "calendar", "meeting_location_id": "gmeet_0"},
            "meeting_location_id",
        ),
        ({"place": "own"}, "meeting_location_type"),
        (
            {"place": "own", "meeting_location_type": "default"},
            "meeting_location_type",
        ),
        ({"place": "own", "address": "x" * 2_001}, "address"),
    ],
)
def test_a_place_that_is_not_one_is_refused(typed: dict[str, str], name: str) -> None:
    form = fill(**typed)
    assert not form.is_valid()
    assert name in form.errors


def test_a_place_is_asked_for_beside_what_else_is_wrong() -> None:
    form = fill(title="x" * 256, place="own", end="25:00")
    assert not form.is_valid()
    assert {*form.errors} == {"title", "end", "meeting_location_type"}


def test_where_a_calendar_tells_no_places_an_id_is_typed() -> None:
    diet = {"calendar_id": "diet", "assigned_user_id": "daniel", "place": "calendar"}
    assert asked(fill(**diet, meeting_location_id="gmeet_0"))["meeting_location_id"]
    assert fault(fill(**diet, meeting_location_id="a b"))[0] == "meeting_location_id"
