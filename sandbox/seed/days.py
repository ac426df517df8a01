"""The filled days: today as in the clinic's book, the others made up alike."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from sandbox.seed.booked import Visit
from sandbox.seed.chance import chance
from sandbox.seed.staff import STAFF, Person
from sandbox.seed.today import visits
from sandbox.store import Event

AROUND = 14
FIRST = (
    "Alba Bruno Celia David Elisa Fabián Gema Héctor Irene Jorge Karen Laia Mario"
    " Noelia Óscar Paula Raúl Sara Teo Úrsula Vera Walter Ximena Yago Zoe Hannah"
    " Liam Ruth Ian Megan"
)
LAST = (
    "Abad Barrios Cano Duarte Espinosa Ferreira Guzmán Heredia Izquierdo Jurado Lara"
    " Medina Nieto Otero Peña Rueda Sáez Tapia Ureña Vargas Walsh Young Zamora Clarke"
    " Novak Muñoz"
)
# Minutes of the day: lunch, during which nobody is seen, and the last start.
LUNCH = (13 * 60 + 35, 15 * 60 + 30)
LAST_START = 18 * 60 + 30
# On a Saturday some are there, from nine to one.
SATURDAY, SATURDAYS = 5, (9 * 60, 13 * 60)
PLACES = ("address", "address", "address", "phone", "gmeet", "zoom")


def last(now: datetime) -> date:
    """The last day that is filled."""
    return now.date() + timedelta(days=AROUND)


def planned(now: datetime, after: date = date.min) -> Iterator[Event]:
    """Two weeks back, two ahead, as far as they lie after the given day.

    Today is busy on a weekend too, and always as it stands in the clinic's book.
    """
    for distance in range(-AROUND, AROUND + 1):
        day = now.date() + timedelta(days=distance)
        if day <= after:
            continue
        if distance == 0:
            yield from today(now)
        else:
            yield from (visit.event(now, **_more(visit)) for visit in visits_of(day))


def today(now: datetime) -> Iterator[Event]:
    for visit in visits(now.date()):
        yield visit.event(now, **_more(visit))


def visits_of(day: date) -> Iterator[Visit]:
    """Who comes on a day: many on a working day, some on a Saturday's morning."""
    if day.weekday() < SATURDAY:
        for person in STAFF:
            yield from _column(chance(day, person.name), day, person)
    elif day.weekday() == SATURDAY:
        for person in STAFF[::2]:
            yield from _morning(chance(day, person.name), day, person)


def _morning(random: Random, day: date, person: Person) -> Iterator[Visit]:
    minute, closes = SATURDAYS
    while minute + (length := random.choice(person.minutes)) <= closes:
        if random.random() < 0.63:
            yield _visit(random, day, person, minute, length)
        minute += length


def _column(random: Random, day: date, person: Person) -> Iterator[Visit]:
    minute = random.choice((510, 540, 540, 570))
    while minute < LAST_START:
        if LUNCH[0] <= minute < LUNCH[1]:
            minute = LUNCH[1] + random.choice((0, 30))
        length = random.choice(person.minutes)
        if random.random() < 0.63:
            yield _visit(random, day, person, minute, length)
        minute += length + random.choice((0, 0, 10, 15, 30))
        minute = -(-minute // 5) * 5


def _visit(
    random: Random, day: date, person: Person, minute: int, length: int
) -> Visit:
    statuses = ("confirmed", "new", "noshow", "cancelled", "invalid")
    place = random.choice(PLACES)
    return Visit(
        person,
        day,
        time(*divmod(minute, 60)),
        length,
        f"{random.choice(FIRST.split())} {random.choice(LAST.split())}",
        random.choice(person.titles),
        random.choices(statuses, (74, 12, 6, 7, 1))[0],
        place,
        f"+34611{random.randint(200000, 299999)}" if place == "phone" else "",
    )


def _more(visit: Visit) -> dict[str, str]:
    """Some have a description, as some receptionists write one."""
    if chance(visit.contact, visit.day).random() < 0.2:
        return {"description": f"{visit.title}. Avisar si llega tarde."}
    return {}
