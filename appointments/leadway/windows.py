"""The query of a list: a stretch of time, and whose of all that is in it."""

from datetime import datetime

from appointments.leadway.ids import is_event_id


def listed(
    start: datetime,
    end: datetime,
    *,
    calendar_id: str | None = None,
    user_id: str | None = None,
    group_id: str | None = None,
) -> dict[str, str]:
    """Return [start, end) of one calendar, user or group as Leadway wants it asked."""
    of = {"calendarId": calendar_id, "userId": user_id, "groupId": group_id}
    asked = {key: checked(value) for key, value in of.items() if value}
    if len(asked) != 1:
        raise ValueError("list what is of one calendar, one user or one group")
    return {"startTime": millis(start), "endTime": millis(end), **asked}


def checked(an_id: str) -> str:
    if not is_event_id(an_id):
        raise ValueError("an id has only letters, digits, hyphens and underscores")
    return an_id


def millis(at: datetime) -> str:
    if at.utcoffset() is None:
        raise TypeError("a time without a zone")
    return str(round(at.timestamp() * 1000))
