"""By what the database finds appointments: the indexes of their table."""

from django.db import models
from django.db.models import Q

# Filters that a list may have beside the one that leads, see listing.py.
BESIDES = ("calendar_id", "place_type", "appointment_status")
INDEXES = [
    models.Index(fields=["start_time"], name="appointment_start"),
    models.Index(fields=["assigned_user_id", "start_time"], name="taken"),
    models.Index(fields=["position"], name="appointment_position"),
    # Each filter of a list leads to its rows in the order of the list, and
    # holds what else may be asked for: what is not like it is passed unread.
    models.Index(
        name="by_assignee",
        fields=["assigned_user_id", "position", *BESIDES],
    ),
    models.Index(name="by_calendar", fields=["calendar_id", "position", *BESIDES[1:]]),
    models.Index(name="by_place", fields=["place_type", "position", BESIDES[2]]),
    models.Index(name="by_status", fields=["appointment_status", "position"]),
    models.Index(fields=["who", "position"], name="by_contact"),
    models.Index(name="by_series", fields=["position"], condition=Q(is_recurring=True)),
    models.Index(
        name="by_own_save",
        fields=["position"],
        condition=Q(edited_at__isnull=False),
    ),
    models.Index(fields=["updated"], name="appointment_updated"),
]
