"""Which state of the names is the newest: a mark that changes whenever they do."""

from uuid import uuid4

from django.db import models


class Stamp(models.Model):
    """One row for each account. A process knows by it whether its copy still holds.

    The marks are random: no state that is taken back, by a rollback or from a backup,
    has the mark of one that came after it.
    """

    account = models.CharField(primary_key=True, max_length=128)
    mark = models.CharField(max_length=32)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.mark

    @classmethod
    def of(cls, account: str) -> str:
        """Return the mark of the account's names, or "" when they were never read."""
        rows = cls._default_manager.filter(account=account)
        return rows.values_list("mark", flat=True).first() or ""

    @classmethod
    def beside(cls, account: str) -> tuple[str, list[str]]:
        """Return what `of` returns as a column, for a statement made anyway."""
        found = "SELECT mark FROM appointments_stamp WHERE account = %s"
        return f"COALESCE(({found}), '')", [account]

    @classmethod
    def renew(cls, account: str) -> str:
        """Say that the names changed, in the transaction that changes them."""
        row = cls(account=account, mark=uuid4().hex)
        cls._default_manager.bulk_create(
            [row],
            update_conflicts=True,
            unique_fields=["account"],
            update_fields=["mark"],
        )
        return row.mark
