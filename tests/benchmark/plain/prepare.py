"""Makes the database: the person, and the appointments that the product has as well.

`python -m tests.benchmark.plain.prepare` reads them, as Leadway has them, from stdin.
"""

import json
import os
import sys
from datetime import datetime
from typing import Any

import django
from django.core.management import call_command

from tests.benchmark.person import PASSWORD, USERNAME


def main(booked: list[dict[str, Any]]) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.benchmark.plain.settings"
    django.setup()
    call_command("migrate", run_syncdb=True, verbosity=0)
    from django.contrib.auth.models import User

    from tests.benchmark.plain.models import Appointment

    User.objects.create_user(USERNAME, password=PASSWORD)
    Appointment.objects.bulk_create(
        Appointment(
            event_id=one["id"],
            title=one["title"],
            status=one["appointmentStatus"],
            start=datetime.fromisoformat(one["startTime"]),
            end=datetime.fromisoformat(one["endTime"]),
            assignee="Marta Ruiz",
            calendar="Fisioterapia",
        )
        for one in booked
    )


if __name__ == "__main__":
    main(json.load(sys.stdin))
