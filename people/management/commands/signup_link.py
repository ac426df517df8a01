"""Print a one-time link to make an account with."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.urls import reverse

from people import roles
from people.models import Invitation


class Command(BaseCommand):
    help = "Print the path of a one-time sign-up link, good for 24 hours."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--role", choices=roles.ROLES, default=roles.ADMIN)

    def handle(self, *args: Any, **options: Any) -> None:
        invitation = Invitation.objects.create(role=options["role"])
        self.stdout.write(reverse("sign_up", args=[invitation.token]))
