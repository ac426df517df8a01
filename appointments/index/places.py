"""What kind of place an appointment is at, as far as anybody can tell.

Only the answer of a save names the kind. Of all others it is read from the place
itself: a link to a meeting, a number to call, or a room.
"""

import re
from urllib.parse import urlsplit

from appointments.leadway.fields import LOCATION_TYPES
from appointments.leadway.records import AppointmentRecord

# By the end of the host that a meeting is at, or by the word that people write.
_HOSTS = {
    "zoom.us": "zoom",
    "zoom.com": "zoom",
    "meet.google.com": "gmeet",
    "teams.microsoft.com": "ms_teams",
    "teams.live.com": "ms_teams",
}
_WORDS = {
    "zoom": "zoom",
    "google meet": "gmeet",
    "microsoft teams": "ms_teams",
    "teams": "ms_teams",
}
_PHONE = re.compile(r"(tel:)?\+?\(?[0-9][0-9 ().-]{5,}[0-9]", re.ASCII)


def kind_of(record: AppointmentRecord) -> str:
    """Return one of the kinds that Leadway has, or "" where nothing is known of it."""
    if record.meeting_location_type in LOCATION_TYPES:
        return record.meeting_location_type
    place = (record.address or "").strip().lower()
    if not place:
        return ""
    if "://" in place:
        return _of_link(place)
    if _PHONE.fullmatch(place):
        return "phone"
    return _WORDS.get(place, "address")


def _of_link(place: str) -> str:
    try:
        host = urlsplit(place).hostname or ""
    except ValueError:
        return "custom"
    for end, kind in _HOSTS.items():
        if host == end or host.endswith(f".{end}"):
            return kind
    return "custom"
