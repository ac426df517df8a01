"""How this installation is doing, from its own rows: Leadway is not asked."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection as database
from django.utils.translation import gettext as _

from appointments.doctor import steps
from appointments.doctor.scopes import Known, Scope
from appointments.index import passing
from appointments.index.line import TO_ALL, Line
from appointments.index.pulse import Age, Pulse

KINDS = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@dataclass(frozen=True, slots=True)
class Database:
    """`missing` counts the steps that its tables have not seen, see steps.py."""

    kind: str
    version: str
    missing: int

    @classmethod
    def now(cls) -> "Database":
        kind = KINDS.get(database.vendor, database.vendor)
        version = ".".join(map(str, database.get_database_version()))
        return cls(kind, version, steps.missing())


@dataclass(frozen=True, slots=True)
class State:
    """All that the page tells of; `answered_at` is when Leadway last said something."""

    scopes: list[Scope]
    line: Line
    worker: Age | None
    database: Database

    @classmethod
    def now(cls, scopes: list[Scope]) -> "State":
        return cls(scopes, passing.current(), Pulse.age(), Database.now())

    @property
    def answered_at(self) -> datetime | None:
        """Return when a call last did what it was for."""
        worked = [one.at for one in self.scopes if one.known == Known.WORKS]
        return max((at for at in worked if at), default=None)

    @property
    def token_is_denied(self) -> bool:
        return bool(self.line.denied_since) and self.line.denied in TO_ALL

    @property
    def works(self) -> bool:
        """Whether a worker has been seen just now."""
        return self.worker is not None and not self.worker.is_missed

    def wrong(self) -> list[str]:
        """Say what is to be put right, the worst first."""
        return [said for said in self._found() if said]

    def _found(self) -> list[str]:
        line, database = self.line, self.database
        refused = [one.name for one in self.scopes if one.known == Known.REFUSED]
        return [
            _("Its tables are not those of this version: run “manage.py prepare”.")
            if database.missing
            else "",
            _("Leadway does not answer.") if line.silent_since else "",
            _("Leadway does not accept the token, or its version of the API.")
            if self.token_is_denied
            else "",
            _("The token is of another account than LEADWAY_LOCATION_ID says.")
            if line.denied == "location"
            else "",
            _("No worker is running: nothing is read or sent by itself.")
            if not self.works
            else "",
            _("The token lacks %(scopes)s: grant it in Leadway, where it was made.")
            % {"scopes": ", ".join(refused)}
            if refused
            else "",
        ]
