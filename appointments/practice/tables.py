"""What is being rehearsed on the sandbox, for the ribbon of every page."""

import json
from collections.abc import Iterable

from django.db import models

from appointments.connection import account


class Rehearsal(models.Model):
    """One row for each account and address: the names of the troubles that are on."""

    account = models.CharField(primary_key=True, max_length=300)
    names = models.JSONField(default=list)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.account}: {', '.join(self.names)}"

    @classmethod
    def note(cls, names: Iterable[str]) -> None:
        """Keep which are on; nothing is written where that is known already."""
        found = sorted(names)
        row = cls._default_manager.filter(account=account()).first()
        if (row.names if row else []) != found:
            cls._default_manager.update_or_create(
                account=account(), defaults={"names": found}
            )

    @classmethod
    def beside(cls) -> tuple[str, list[str]]:
        """Return the column that `told` reads, for a statement made anyway."""
        found = "SELECT names FROM appointments_rehearsal WHERE account = %s"
        return f"COALESCE(CAST(({found}) AS TEXT), '')", [account()]

    @staticmethod
    def told(column: object) -> list[str]:
        """Read what `beside` has selected with a person."""
        return list(json.loads(str(column or "[]")))
