"""The six people who work at the clinic."""

from dataclasses import dataclass
from typing import Any

from sandbox.gate import LOCATION_ID
from sandbox.ids import id_of


@dataclass(frozen=True)
class Person:
    """One practitioner, the room, and what a filled day of theirs is made of."""

    name: str
    room: str
    calendar: str
    titles: tuple[str, ...]
    minutes: tuple[int, ...]

    @property
    def id(self) -> str:
        return id_of("user", self.name)


MARTA = Person(
    "Marta Ruiz",
    "Sala 2",
    "Fisioterapia",
    ("Sesión de fisioterapia", "Suelo pélvico", "Knee rehab", "Dolor lumbar"),
    (45,),
)
DANIEL = Person(
    "Daniel Ortega",
    "Consulta 1",
    "Nutrición",
    ("Plan nutricional", "Seguimiento mensual", "Nutrition intake"),
    (30, 30, 60),
)
LUCIA = Person(
    "Lucía Ferrer",
    "Consulta 3",
    "Psicología",
    ("Terapia individual", "Terapia de pareja", "Follow-up session", "Primera visita"),
    (50,),
)
JAMES = Person(
    "James Whitfield",
    "Sala 1",
    "Fisioterapia",
    ("Sports massage", "Back pain assessment", "Ejercicio terapéutico"),
    (45, 45, 60),
)
SOFIA = Person(
    "Sofía Navarro",
    "Consulta 2",
    "Dermatología",
    ("Revisión de lunares", "Acné, seguimiento", "Mole check", "Crioterapia"),
    (20, 20, 40),
)
TOMAS = Person(
    "Tomás Iglesias",
    "Consulta 4",
    "Podología",
    ("Quiropodia", "Plantillas, prueba", "Estudio de la pisada"),
    (40,),
)
STAFF = (MARTA, DANIEL, LUCIA, JAMES, SOFIA, TOMAS)


def users() -> list[dict[str, Any]]:
    return [_user(number, person) for number, person in enumerate(STAFF)]


def _user(number: int, person: Person) -> dict[str, Any]:
    first, last = person.name.split(" ", 1)
    account = "admin" if person is MARTA else "user"
    return {
        "id": person.id,
        "name": person.name,
        "firstName": first,
        "lastName": last,
        "email": f"staff{number + 1}@clinica-alameda.example",
        "phone": f"+3491055502{number}",
        "roles": {"type": "account", "role": account, "locationIds": [LOCATION_ID]},
        "deleted": False,
    }
