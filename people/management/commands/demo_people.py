"""Make the four demo people of the sandbox."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from people import demo

THIS_MACHINE = ("127.0.0.1", "localhost", "::1")


class Command(BaseCommand):
    help = "Make the demo accounts staff, manager, viewer and admin (sandbox only)."

    def handle(self, *args: Any, **options: Any) -> None:
        here = urlsplit(settings.LEADWAY_BASE_URL).hostname in THIS_MACHINE
        if not settings.SANDBOX or not here:
            raise CommandError("Demo accounts exist only with the sandbox.")
        for person in demo.make_people():
            self.stdout.write(f"{person.username} / {demo.PASSWORD} ({person.name})")
