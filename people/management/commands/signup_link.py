"""Print a one-time link to make an account with."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, ProgrammingError, connection
from django.urls import reverse

from audit import trail
from people import roles
from people.links import own_address
from people.models import Invitation


class Command(BaseCommand):
    help = "Print a one-time sign-up link, good for 24 hours."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--role", choices=roles.ROLES, default=roles.ADMIN)

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_nothing()
        try:
            with trail.together():
                invitation = Invitation.objects.create(role=options["role"])
                trail.note("link.made", after={"role": options["role"]})
        except (OperationalError, ProgrammingError) as error:
            raise CommandError(f"{not_prepared()} ({error})") from error
        path = reverse("sign_up", args=[invitation.token])
        self.stdout.write(own_address() + path)


def refuse_nothing() -> None:
    """Refuse where there is no file: to look into it would make an empty one."""
    name = str(connection.settings_dict["NAME"])
    is_file = connection.vendor == "sqlite" and "memory" not in name
    if is_file and not Path(name).exists():
        raise CommandError(not_prepared())


def not_prepared() -> str:
    return (
        f"There is no prepared database at {connection.settings_dict['NAME']}. Start"
        " the server once, and ask as its service does: (sudo) script/manage"
        " signup_link"
    )
