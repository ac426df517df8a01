"""One appointment for each thing that breaks a careless page."""

from datetime import date, datetime, time, timedelta
from typing import Any

from sandbox.ids import id_of
from sandbox.seed.booked import Visit
from sandbox.seed.staff import DANIEL, JAMES, LUCIA, MARTA, SOFIA, TOMAS
from sandbox.store import Event

LONG_TITLE = (
    "Valoración conjunta de fisioterapia, podología y nutrición para la paciente"
    " derivada por su médica de cabecera tras la intervención de rodilla, con entrega"
    " del informe anterior, revisión de las plantillas y planificación de las próximas"
    " ocho semanas de rehabilitación en sala y en piscina"
)
PARAGRAPH = (
    "La paciente refiere dolor al subir escaleras y al levantarse de la silla, más"
    " intenso por la mañana y después de caminar más de veinte minutos. Se acuerda"
    " continuar con los ejercicios en casa, añadir trabajo de equilibrio y revisar la"
    " medicación con su médica. Próximo control: traer el informe de la resonancia y"
    " el calzado habitual. ¿Dudas? Llamar al 910 555 010 (de 9 a 14 h).\n\n"
)
LONG_DESCRIPTION = "Antecedentes y plan de tratamiento\n\n" + PARAGRAPH * 6
HTML_TITLE = '<b>Urgente</b> & "revisión"'
HTML_DESCRIPTION = "<script>alert('hola')</script>\n<img src=x onerror=alert(1)>"
RTL_NAME = "ليلى حداد"
MEXICO = "America/Mexico_City"


def planned(now: datetime) -> dict[str, Event]:
    """The odd ones by name; the cast of the sandbox tells their ids."""
    today, next_day = now.date(), _working_day(now.date())
    after = _working_day(next_day)
    return {
        **_texts(now, next_day),
        **_people(now, next_day, after),
        **_times(now, today, next_day, after),
    }


def _texts(now: datetime, day: date) -> dict[str, Event]:
    return {
        "long_title": Visit(
            MARTA, day, time(19, 30), 45, "Remedios Iturralde", LONG_TITLE
        ).event(now),
        "long_description": Visit(
            MARTA, day, time(14, 15), 45, "Remedios Iturralde", "Control de rodilla"
        ).event(now, description=LONG_DESCRIPTION),
        "html": Visit(
            SOFIA, day, time(14, 0), 20, "O'Brien & <Hijos>", HTML_TITLE
        ).event(now, description=HTML_DESCRIPTION, address="javascript:alert(1)"),
        "emoji": Visit(
            TOMAS, day, time(14, 0), 40, "Zoë Núñez", "🦶 Quiropodia 👣 – revisión ✅"
        ).event(now),
        "notes": Visit(
            MARTA, day, time(20, 30), 30, "Amelia Fuster", "Llamada de seguimiento"
        ).event(now, meetingLocationType="phone", address="+34 611 204 118"),
    }


def _people(now: datetime, day: date, after: date) -> dict[str, Event]:
    gone: dict[str, Any] = {"assignedUserId": id_of("user", "gone")}
    return {
        "rtl": Visit(
            LUCIA, day, time(20, 0), 50, RTL_NAME, "موعد – ليلى حداد", "new"
        ).event(now),
        "far_away": Visit(
            LUCIA,
            after,
            time(20, 0),
            50,
            "Guadalupe Hernández",
            "Terapia en línea (Ciudad de México)",
            place="zoom",
        ).event(now),
        "unknown_assignee": Visit(
            JAMES, day, time(14, 15), 45, "Walter Novak", "Sesión de fisioterapia"
        ).event(now, **gone),
        "collective": Visit(
            TOMAS,
            after,
            time(14, 0),
            60,
            "Amelia Fuster",
            "Estudio de la pisada en cinta",
            calendar="Estudio biomecánico",
        ).event(now, users=[JAMES.id]),
        "no_team": Visit(
            MARTA,
            after,
            time(19, 30),
            60,
            "Grupo de espalda",
            "Escuela de espalda",
            place="custom",
            address="Sala grande, planta baja",
            calendar="Escuela de espalda",
        ).event(now),
    }


def _times(now: datetime, today: date, day: date, after: date) -> dict[str, Event]:
    urgent = "Urgencia sin cita"
    last = _working_day(today, step=-1)
    return {
        "over_midnight": Visit(
            JAMES, after, time(23, 30), 60, "Peter Lindqvist", "Guardia de noche"
        ).event(now),
        "very_long": Visit(
            DANIEL, day, time(19, 0), 210, "Familia Aguirre", "Taller de cocina"
        ).event(now),
        "double_booked": Visit(
            DANIEL, today, time(9, 40), 30, "Bruno Otero", urgent
        ).event(now),
        "double_booked_before": Visit(
            SOFIA, last, time(9, 10), 40, "Celia Rueda", urgent
        ).event(now),
        "double_booked_next": Visit(
            DANIEL, day, time(19, 30), 30, "Irene Tapia", urgent
        ).event(now),
    }


def _working_day(day: date, step: int = 1) -> date:
    """The next day, or the last one, on which the clinic is open."""
    following = day + timedelta(days=step)
    return following if following.weekday() < 5 else _working_day(following, step)
