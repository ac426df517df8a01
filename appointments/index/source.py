"""What the index was read from. Read from elsewhere, it is emptied first."""

from django.db import models, transaction

from appointments.index.absent import Absent
from appointments.index.blocks import Blockable
from appointments.index.copies import Account, Assignee, Calendar, Contact
from appointments.index.free_days import FreeDay
from appointments.index.looks import Look
from appointments.index.spans import Span
from appointments.index.subjects import Subject
from appointments.index.sweeps import Sweep
from appointments.index.tables import Appointment
from appointments.index.untimed import Untimed


class Source(models.Model):
    """The account, and the address, that the index was read from: one row."""

    location_id = models.TextField()
    base_url = models.TextField()

    def __str__(self) -> str:
        return f"{self.location_id} at {self.base_url}"

    @classmethod
    def settle(cls, location_id: str, base_url: str) -> None:
        """Empty the index if it was read elsewhere; what people edited stays."""
        here = {"location_id": location_id, "base_url": base_url}
        if cls._default_manager.filter(**here).exists():
            return
        with transaction.atomic():
            for copies in (*_INDEX, cls):
                copies._default_manager.all().delete()
            cls._default_manager.create(**here)

    @classmethod
    def is_elsewhere(cls, location_id: str, base_url: str) -> bool:
        """Whether the index is read from another account or address by now."""
        here = cls._default_manager.filter(location_id=location_id, base_url=base_url)
        return cls._default_manager.exists() and not here.exists()


_INDEX: tuple[type[models.Model], ...] = (
    Account,
    Calendar,
    Assignee,
    Contact,
    Appointment,
    Absent,
    # With its blocks.
    Blockable,
    FreeDay,
    Look,
    Span,
    Subject,
    Sweep,
    Untimed,
)
