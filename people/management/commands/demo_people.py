"""Make the four demo people of the sandbox."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from leadway_admin import environment
from people import demo


class Command(BaseCommand):
    help = "Make the demo accounts staff, manager, viewer and admin (sandbox only)."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.SANDBOX or not environment.is_loopback(
            settings.LEADWAY_BASE_URL
        ):
            raise CommandError("Demo accounts exist only with the sandbox.")
        for person in demo.make_people():
            self.stdout.write(f"{person.username} / {demo.PASSWORD} ({person.name})")
