"""As many appointments as a company ever has, put into our own tables at once.

The same ones each time. To search for: `COMMON` is in a sixth of the texts, `SOME` in a
fiftieth, `RARE` in one of five thousand, `NONE` in no text.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from random import Random
from typing import Any

from django.apps import apps
from django.db import connection, transaction

from appointments.index import trigrams
from appointments.index.copies import Contact
from appointments.index.positions import position
from appointments.index.texts import own_text
from appointments.leadway.records import AppointmentRecord

COMMON, SOME, RARE, NONE = "rehab", "maria", "zubizarreta", "wojciechowski"
START = datetime(2025, 1, 7, 8, tzinfo=UTC)
# Three years of them, each on a quarter of an hour.
QUARTERS = 3 * 365 * 96
AT_ONCE = 5000
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
STATUSES = ("new", "confirmed", "showed", "noshow", "cancelled")
FIRST = """María Carmen Ana Laura Lucía Isabel Cristina Marta Elena Pilar Raquel Sara
    Paula Rosa Nuria Silvia Inés Alba Irene Beatriz Antonio José Manuel Francisco David
    Juan Javier Daniel Carlos Jesús Alejandro Miguel Rafael Pedro Pablo Sergio Ángel
    Fernando Jorge Luis Alberto Álvaro Adrián Diego Raúl Iván Rubén Óscar Joaquín
    Ramón"""
LAST = """García Rodríguez González Fernández López Martínez Sánchez Pérez Gómez Martín
    Jiménez Hernández Ruiz Díaz Moreno Muñoz Álvarez Romero Gutiérrez Alonso Navarro
    Torres Domínguez Ramos Vázquez Ramírez Gil Serrano Morales Molina Blanco Suárez
    Castro Ortega Delgado Ortiz Marín Rubio Núñez Medina Sanz Castillo Iglesias Cortés
    Garrido Santos Guerrero Lozano Cano Cruz Méndez Flores Prieto Herrera Peña León
    Márquez Cabrera Gallego Calvo Vidal Campos Reyes Vega Fuentes Carrasco Aguilar
    Caballero Nieto Santana Vargas Pascual Giménez Hidalgo Montero Lorenzo Santiago
    Benítez Durán Ibáñez Arias Mora Ferrer Carmona Vicente Rojas Soto Crespo Román
    Pastor Velasco Parra Sáez Moya Bravo Rivera Gallardo Soler"""
TITLES = (
    "Rehabilitación de hombro",
    "Rehabilitación de rodilla",
    "Primera consulta",
    "Revisión anual",
    "Masaje deportivo",
    "Fisioterapia respiratoria",
    "Control de espalda",
    "Terapia manual",
    "Punción seca",
    "Valoración inicial",
    "Suelo pélvico",
    "Escuela de espalda",
)
WORDS = """trae el informe de su médico y la radiografía del mes pasado prefiere la
    tarde viene con su hija hay que llamar antes dolor al caminar desde el verano no
    puede levantar brazo ejercicios en casa dos veces por semana segunda sesión bono
    pagado pendiente factura alergia penicilina operada cadera menisco izquierdo derecho
    tobillo cervical lumbar contractura tratamiento ultrasonido calor frío estiramiento
    mejoría notable sigue igual derivada traumatólogo seguro autorización necesita taxi
    ascensor silla ruedas idioma inglés francés recordatorio mensaje confirmado
    cambia"""


def fill(count: int) -> None:
    """Put `count` appointments in, and a contact for each ten of them."""
    random = Random(7)  # noqa: S311 - the same ones each time
    now = datetime.now(UTC)
    people = [_person(random, number) for number in range(max(count // 10, 1))]
    _put(
        "appointments_contact",
        ("id", "name", "record", "seen_at", "folded"),
        ((id, name, json.dumps(told), now, text) for id, name, told, text in people),
    )
    # Building the index afterwards takes a third of the time.
    if connection.vendor == "sqlite":
        _run(*(f"DROP TRIGGER IF EXISTS {name}" for name in trigrams.TRIGGERS))
    else:
        # To count them takes longer than a page may.
        _run("SET statement_timeout = 0", "DROP INDEX IF EXISTS appointments_found")
    columns = ("event_id", "record", "seen_at", "start_time", "end_time")
    columns += ("calendar_id", "assigned_user_id", "appointment_status", "contact_id")
    columns += ("gone", "moved_to", "folded", "position")
    rows = (_appointment(random, people, now) for _ in range(count))
    _put("appointments_appointment", columns, rows)
    trigrams.prepare(connection.alias, apps)
    _run("ANALYZE")


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


def _appointment(random: Random, people: list[Any], now: datetime) -> tuple[Any, ...]:
    contact, _name, _told, text = random.choice(people)
    start = START + timedelta(minutes=15 * random.randrange(QUARTERS))
    end = start + timedelta(minutes=30)
    words = random.choices(WORDS.split(), k=random.choice((0, 6, 12, 30)))
    record = AppointmentRecord(
        id=_id(random),
        title=random.choice(TITLES),
        description=" ".join(words),
        address=f"Sala {random.randrange(9)}",
        calendar_id=f"calendar{random.randrange(12)}",
        assigned_user_id=f"user{random.randrange(40)}",
        appointment_status=random.choice(STATUSES),
        contact_id=contact,
        start_time=start,
        end_time=end,
    )
    return (
        *(record.id, json.dumps(record.to_json()), now, start, end),
        *(record.calendar_id, record.assigned_user_id, record.appointment_status),
        *(contact, False, "", own_text(record) + text, position(start, record.id)),
    )


def _id(random: Random) -> str:
    return "".join(random.choices(LETTERS, k=20))


def _put(table: str, columns: tuple[str, ...], rows: Iterator[tuple[Any, ...]]) -> None:
    places = ", ".join(["%s"] * len(columns))
    statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})"
    while part := list(islice(rows, AT_ONCE)):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(statement, part)


def _run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
