"""As many appointments as a company ever has, put into our own tables at once.

The same ones each time. To search for: `COMMON` is in a sixth of the texts, `SOME` in a
fiftieth, `RARE` in one of five thousand, `NONE` in no text.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import islice
from random import Random
from typing import Any
from zlib import crc32

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

from appointments.index import directory, trigrams
from appointments.index.copies import Account, Assignee, Calendar, Contact
from appointments.index.folding import plain
from appointments.index.places import kind_of
from appointments.index.positions import position
from appointments.index.tables import Appointment
from appointments.index.texts import own_text
from appointments.leadway.records import AppointmentRecord
from tests.benchmark.vocabulary import FIRST, LAST, TITLES, WORDS

COMMON, SOME, RARE, NONE = "rehab", "maria", "zubizarreta", "wojciechowski"
# Three years of them, each on a quarter of an hour. The weeks around today have the
# same ones however many there are in all, and the rest of the month has none, so that
# a page of them shows the same.
YEARS, NEAR, MONTH, A_DAY = 3, timedelta(days=10), timedelta(days=45), 44
QUARTERS = YEARS * 365 * 96
CALENDARS, USERS, TEAM = 12, 40, 8
AT_ONCE = 5000
# So many of them say different things; in those an id stands for one's own.
TEXTS, ITS_ID = 2000, "itsid"
# One of so many is of a series, is held there, was changed by us.
SERIES, ZOOM, EDITED = 11, 13, 499
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
STATUSES = ("new", "confirmed", "showed", "noshow", "cancelled")


def fill(count: int, now: datetime) -> None:
    """Put `count` appointments in, and a contact for each ten of them."""
    random = Random(7)  # noqa: S311 - the same ones each time
    _names()
    people = [_person(random, number) for number in range(max(count // 10, 1))]
    _put(
        "appointments_contact",
        ("id", "name", "record", "seen_at", "folded", "sort_name"),
        (
            (id, name, json.dumps(told), now, text, plain(name))
            for id, name, told, text in people
        ),
    )
    if connection.vendor == "sqlite":
        # What is lost when the machine stops is made anew; a test's is never there.
        if not connection.in_atomic_block:
            _run("PRAGMA synchronous = OFF")
    else:
        # Some of it takes longer than a page may.
        _run("SET statement_timeout = 0")
    columns = ("event_id", "record", "seen_at", "start_time", "end_time")
    columns += ("calendar_id", "assigned_user_id", "appointment_status", "contact_id")
    columns += ("gone", "moved_to", "folded", "position", "updated")
    columns += ("is_recurring", "place_type", "edited_at", "who")
    texts = _texts()
    rows = (
        _appointment(number, texts, people, now, start)
        for number, start in enumerate(_starts(random, now))
    )
    with _indexed_afterwards():
        _put("appointments_appointment", columns, islice(rows, count))
    _run("ANALYZE")


def _names() -> None:
    """Put in what the ids stand for, as many as a clinic has."""
    here = settings.LEADWAY_LOCATION_ID
    Account.remember_only([(here, "Clínica", {"timezone": "Europe/Madrid"})])
    people = [(f"user{number}", f"Persona {number}") for number in range(USERS)]
    Calendar.remember_only(
        (id, id.title(), {"id": id, "name": id.title(), "teamMembers": team})
        for id, team in (
            (f"calendar{number}", [{"userId": one} for one in _team(number)])
            for number in range(CALENDARS)
        )
    )
    Assignee.remember_only((id, name, {"id": id}) for id, name in people)
    directory.forget()


def _team(calendar: int) -> list[str]:
    """Return who takes the appointments of a calendar, and of the next ones too."""
    return [f"user{(3 * calendar + n) % USERS}" for n in range(TEAM)]


def _starts(random: Random, now: datetime) -> Iterator[datetime]:
    """Return first the starts around now, the same number each day, then others."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    for day in range(-NEAR.days, NEAR.days + 1):
        for _ in range(A_DAY):
            quarters = random.randrange(7 * 4, 18 * 4)
            yield midnight + timedelta(days=day, minutes=15 * quarters)
    begin = midnight - timedelta(days=YEARS * 365 // 2)
    while True:
        start = begin + timedelta(minutes=15 * random.randrange(QUARTERS))
        if abs(start - now) > MONTH:
            yield start


def _person(random: Random, number: int) -> tuple[str, str, dict[str, str], str]:
    first, *last = random.choice(FIRST.split()), *random.choices(LAST.split(), k=2)
    if number % 5000 == 3:
        last[0] = RARE.title()
    name = " ".join([first, *last])
    told = {
        "email": f"{first}.{last[0]}{number}@example.com".lower(),
        "phone": f"+346{random.randrange(10**8):08}",
    }
    return _id(random), name, told, str(Contact.columns(name, told)["folded"])


def _texts() -> list[tuple[dict[str, Any], str]]:
    """Return what appointments say, and as search looks through it."""
    random = Random(11)  # noqa: S311 - the same ones each time
    told = []
    for _ in range(TEXTS):
        words = random.choices(WORDS.split(), k=random.choice((0, 0, 6, 18)))
        record = AppointmentRecord(
            id=ITS_ID,
            title=random.choice(TITLES),
            description=" ".join(words),
            address=f"Sala {random.randrange(9)}",
        )
        told.append((record.to_json(), own_text(record)))
    return told


def _appointment(
    number: int, texts: list[Any], people: list[Any], now: datetime, start: datetime
) -> tuple[Any, ...]:
    """Return the row of one, the same one however many there are."""
    random = Random(number)  # noqa: S311 - the same ones each time
    said, text = random.choice(texts)
    end = start + timedelta(minutes=30)
    id = _id(random)
    calendar = random.randrange(CALENDARS)
    user, status = random.choice(_team(calendar)), random.choice(STATUSES)
    # Of the rest so many have it, and drawing lots would make other appointments.
    lot = crc32(id.encode())
    contact, name, _told, theirs = people[lot % len(people)]
    updated = start - timedelta(minutes=lot % 50_000)
    repeats, place = lot % SERIES == 0, "zoom" if lot % ZOOM == 0 else None
    record = said | {
        "id": id,
        "calendar_id": f"calendar{calendar}",
        "assigned_user_id": user,
        "appointment_status": status,
        "contact_id": contact,
        "start_time": start.isoformat(),
        "end_time": end.isoformat(),
        "date_updated": updated.isoformat(),
        "is_recurring": repeats,
        "meeting_location_type": place,
    }
    kind = kind_of(
        AppointmentRecord(id=id, address=said["address"], meeting_location_type=place)
    )
    return (
        *(id, json.dumps(record), now, start, end),
        *(f"calendar{calendar}", user, status, contact, False, ""),
        *(text.replace(ITS_ID, id.casefold()) + theirs, position(start, id)),
        *(position(updated, id), repeats, kind),
        now if lot % EDITED == 0 else None,
        plain(name),
    )


def _id(random: Random) -> str:
    return "".join(random.choices(LETTERS, k=20))


def _put(table: str, columns: tuple[str, ...], rows: Iterator[tuple[Any, ...]]) -> None:
    places = ", ".join(["%s"] * len(columns))
    statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})"
    while part := list(islice(rows, AT_ONCE)):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(statement, part)


@contextmanager
def _indexed_afterwards() -> Iterator[None]:
    """Take the indexes away meanwhile: to build them at once takes a third of it."""
    if connection.vendor == "sqlite":
        _run(*(f"DROP TRIGGER IF EXISTS {name}" for name in trigrams.TRIGGERS))
    else:
        _run("DROP INDEX IF EXISTS appointments_found")
    # Within a test's transaction SQLite alters no table; so few rows need no haste.
    indexes = [] if connection.in_atomic_block else Appointment._meta.indexes
    for one in indexes:
        with connection.schema_editor() as editor:
            editor.remove_index(Appointment, one)
    yield
    for one in indexes:
        with connection.schema_editor() as editor:
            editor.add_index(Appointment, one)
    trigrams.prepare(connection.alias, apps)


def _run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
