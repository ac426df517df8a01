"""Time zones by the names that they are told under."""

from datetime import UTC, datetime
from zoneinfo import available_timezones

import pytest
from babel.core import get_global

from appointments.times import writing
from appointments.times.zones import zone_named

WINTER, SUMMER = (datetime(2026, month, 15, 12, tzinfo=UTC) for month in (1, 7))


def offsets(name: str) -> tuple[str, str]:
    zone = zone_named(name)
    assert zone
    winter, summer = (at.replace(tzinfo=zone) for at in (WINTER, SUMMER))
    return f"{winter:%z}", f"{summer:%z}"


@pytest.mark.parametrize(
    ("name", "winter", "summer"),
    [
        ("Europe/Madrid", "+0100", "+0200"),
        ("  Europe/Madrid\n", "+0100", "+0200"),
        ("europe/madrid", "+0100", "+0200"),
        ("EUROPE/MADRID", "+0100", "+0200"),
        ("/Europe/Madrid", "+0100", "+0200"),
        ("/freeassociation.sourceforge.net/Europe/Madrid", "+0100", "+0200"),
        ("/x.org/1/America/Argentina/Buenos_Aires", "-0300", "-0300"),
        ("tzone://Microsoft/Utc", "+0000", "+0000"),
        ("America/New York", "-0500", "-0400"),
        ("New York", "-0500", "-0400"),
        ("US/Eastern", "-0500", "-0400"),
        ("us/eastern", "-0500", "-0400"),
        ("EST5EDT", "-0500", "-0400"),
        ("Asia/Calcutta", "+0530", "+0530"),
        ("Romance Standard Time", "+0100", "+0200"),
        ("romance standard time ", "+0100", "+0200"),
        ("W. Europe Standard Time", "+0100", "+0200"),
        ("Pacific Standard Time (Mexico)", "-0800", "-0700"),
        ("(GMT+01:00) Madrid", "+0100", "+0200"),
        ("(UTC+01:00) Brussels, Copenhagen, Madrid, Paris", "+0100", "+0200"),
        ("GMT-06:00 America/Chicago (CST)", "-0600", "-0500"),
        ("GMT+1", "+0100", "+0100"),
        ("GMT +01:00", "+0100", "+0100"),
        ("UTC\u22123", "-0300", "-0300"),
        ("UTC+5:30", "+0530", "+0530"),
        ("-0330", "-0330", "-0330"),
        ("(UTC+01:00)", "+0100", "+0100"),
        ("Etc/GMT+1", "-0100", "-0100"),
        ("UTC", "+0000", "+0000"),
        ("Z", "+0000", "+0000"),
        ("GMT+0", "+0000", "+0000"),
    ],
)
def test_it_is_understood(name: str, winter: str, summer: str) -> None:
    assert offsets(name) == (winter, summer)


@pytest.mark.parametrize(
    "name",
    [
        None,
        "",
        "   ",
        "Mars/Olympus",
        "../etc/passwd",
        "/etc/localtime",
        "/here/Madrid/Spain",
        "tzone://Microsoft/Custom",
        "\0",
        "/",
        "Europe",
        "Factory",
        "localtime",
        "CST",
        "GMT+25",
        "GMT+1:75",
        "Mexico City, or thereabouts" * 20,
        "(GMT+05:00) Madrid",
        5,
        {"name": "Europe/Madrid"},
    ],
)
def test_what_is_no_zone_or_not_only_one_is_not_taken_for_one(name: object) -> None:
    assert zone_named(name) is None  # type: ignore[arg-type]


def test_every_name_of_iana_is_itself_in_any_case() -> None:
    for name in available_timezones() - {"Factory", "localtime"}:
        for spelled in (name, name.upper(), f" {name.lower()}"):
            zone = zone_named(spelled)
            assert zone
            assert zone.key == name


def test_every_name_of_windows_is_understood() -> None:
    for name, iana in get_global("windows_zone_mapping").items():
        zone = zone_named(name)
        assert zone
        assert zone.utcoffset(WINTER) == zone_named(iana).utcoffset(WINTER)  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ["GMT+1", "UTC+05:30", "Romance Standard Time"])
def test_a_zone_is_found_again_by_its_own_name(name: str) -> None:
    """A form carries it, and another process reads that."""
    zone = zone_named(name)
    assert zone
    assert zone_named(zone.key) is zone


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("GMT+1", "GMT+1"),
        ("UTC+05:30", "GMT+5:30"),
        ("Romance Standard Time", "Paris time (GMT+1)"),
        ("US/Eastern", "Eastern time (GMT-5)"),
        ("EST", "GMT-5"),
        ("GMT", "GMT+0"),
        ("UTC", "UTC"),
    ],
)
def test_it_is_said_by_its_place_where_it_has_one(name: str, said: str) -> None:
    zone = zone_named(name)
    assert zone
    assert writing.write_zone(WINTER.replace(tzinfo=zone), zone) == said
