"""Clínica Alameda, a small clinic in Madrid, with its days around today."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.gate import LOCATION_ID
from sandbox.ids import id_of
from sandbox.seed import blocked, days, many, moving, oddities, series
from sandbox.seed.calendars import CALENDARS, GROUPS, further, open_hours
from sandbox.seed.contacts import contacts
from sandbox.seed.staff import STAFF, users
from sandbox.store import Event, Store
from sandbox.times import stamped, to_ms

ZONE = ZoneInfo("Europe/Madrid")
# Of today's page, more than these were not taken away by anybody.
BY_HAND = 10


def plant(
    store: Store, now: datetime | None = None, *, more: int = 0, calendars: int = 0
) -> None:
    """Forget everything and seed anew; the same moment always gives the same clinic.

    `more` appointments are booked beside the usual ones, over many years; so many
    `calendars` more are empty.
    """
    now = now or datetime.now(ZONE)
    serial = series.planned(now)
    odd = oddities.planned(now)
    events = [*days.planned(now), *odd.values(), *serial.values(), *series.own(now)]
    events += [*blocked.planned(now), *many.planned(now, more)]
    with store.writing():
        store.clear()
        store.keep("location", LOCATION_ID, _account())
        for user in users():
            store.keep("user", user["id"], user)
        for calendar in [*CALENDARS, *further(calendars)]:
            opened = calendar | {"openHours": open_hours(now.date())}
            store.keep("calendar", calendar["id"], opened)
        for group in GROUPS:
            store.keep("group", group["id"], group)
        for contact in contacts(events, now):
            store.keep("contact", contact["id"], contact)
        for note in _notes(odd["notes"], now):
            store.keep("note", note["id"], note, parent=odd["notes"].id)
        store.save(events)
        store.keep("cast", "cast", _cast(odd, serial))
        store.keep("cast", "days", {"last": days.last(now).isoformat()})


def move_to_today(store: Store, now: datetime | None = None) -> int:
    """Bring everything along to the present, changes included; by how many days."""
    now = now or datetime.now(ZONE)
    with store.writing():
        shift = moving.move_to(store, now)
    prolong(store, now)
    return shift.days


def prolong(store: Store, now: datetime | None = None) -> None:
    """Fill the days that have come into view since the last start.

    Whoever opens the sandbox after a month finds a clinic that has gone on, and what
    was changed meanwhile is still there.
    """
    now = now or datetime.now(ZONE)
    _open(store, now.date())
    known = store.document("cast", "days")
    if known is None:
        # A file from before the filled days were noted; it stays as it is.
        return
    last = date.fromisoformat(known["last"])
    events = [*days.planned(now, after=last), *blocked.planned(now, after=last)]
    if last >= now.date():
        events += _missing_today(store, now)
    if not events:
        return
    with store.writing():
        for contact in contacts(events, now):
            if store.document("contact", contact["id"]) is None:
                store.keep("contact", contact["id"], contact)
        store.save(events)
        store.keep("cast", "days", {"last": days.last(now).isoformat()})


def _open(store: Store, today: date) -> None:
    """Keep to the hours of today, where nobody has set others."""
    usual = [open_hours(today - timedelta(days=n)) for n in range(7)]
    for calendar in store.documents("calendar"):
        hours = calendar.get("openHours")
        if hours in usual and hours != usual[0]:
            opened = calendar | {"openHours": usual[0]}
            with store.writing():
                store.keep("calendar", calendar["id"], opened)


def _missing_today(store: Store, now: datetime) -> list[Event]:
    """What of today's page has room, when today is a weekend that was still ahead.

    Whoever is there already stays: one of Friday that reaches into it, the few of a
    Saturday's morning, and whomever somebody has put there by hand.
    """
    page = list(days.today(now))
    if sum(store.event(event.id) is not None for event in page) >= BY_HAND:
        return []
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    start_ms, end_ms = to_ms(midnight), to_ms(midnight + timedelta(days=1))
    there = store.alone_between(start_ms, end_ms)
    return [
        event
        for event in page
        if store.event(event.id) is None and not _meets(event, there)
    ]


def _meets(event: Event, there: list[Event]) -> bool:
    """Whether its person is with somebody else then."""
    who = event.fields["assignedUserId"]
    return any(
        other.start_ms < event.end_ms and other.end_ms > event.start_ms
        for other in there
        if other.fields.get("assignedUserId") == who
    )


def _account() -> dict[str, Any]:
    return {
        "id": LOCATION_ID,
        "companyId": id_of("company"),
        "name": "Clínica Alameda",
        "address": "Calle de la Alameda 12",
        "city": "Madrid",
        "country": "ES",
        "postalCode": "28014",
        "timezone": ZONE.key,
        "email": "hola@clinica-alameda.example",
        "phone": "+34910555010",
    }


def _notes(event: Event, now: datetime) -> list[dict[str, Any]]:
    author = STAFF[0]
    bodies = ("Prefiere que la llamen por la tarde.", "Trae la resonancia.")
    return [
        {
            "id": id_of("note", number),
            "body": body,
            "userId": author.id,
            "dateAdded": stamped(to_ms(now)),
            "contactId": event.fields["contactId"],
            "createdBy": {"id": author.id, "name": author.name},
        }
        for number, body in enumerate(bodies)
    ]


def _cast(odd: dict[str, Event], serial: dict[str, Event]) -> dict[str, Any]:
    return {
        "users": {person.name: person.id for person in STAFF},
        "calendars": {calendar["name"]: calendar["id"] for calendar in CALENDARS},
        "appointments": {name: event.id for name, event in odd.items()},
        "series": {name: event.id for name, event in serial.items()},
    }
