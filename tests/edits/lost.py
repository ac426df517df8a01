"""Calls that count as lost, without a minute of waiting for it."""

import time
from datetime import timedelta

from django.db.models import F

from appointments.edits.standing import OPEN
from appointments.edits.standing import EditState as State
from appointments.edits.tables import Edit


def pass_by() -> None:
    """Let it seem that the time has passed after which a call counts as lost."""
    minute = timedelta(seconds=61)
    flying = Edit.objects.filter(state=State.PENDING, sent_at__isnull=False)
    flying.update(sent_at=F("sent_at") - minute)
    doubted = Edit.objects.filter(state=State.UNKNOWN)
    doubted.update(finished_at=F("finished_at") - minute, sent_at=F("sent_at") - minute)
    Edit.objects.filter(state__in=OPEN).update(not_before=None)
    time.sleep(0.5)
