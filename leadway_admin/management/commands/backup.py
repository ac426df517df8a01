"""Writes all there is into one file, while others work: `manage.py backup FILE`."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from leadway_admin import backups

ON_POSTGRESQL = """PostgreSQL is backed up with its own program, while people work:
  pg_dump --format=custom --file=FILE "$DATABASE_URL"
Then run `manage.py audit verify`, and keep its last line beside the file."""


class Command(BaseCommand):
    help = "Writes all there is into a new file, while others work; and reads it."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        if not backups.is_sqlite():
            raise CommandError(ON_POSTGRESQL)
        file: Path = options["file"]
        try:
            found = backups.take(file)
        except backups.Unusable as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{file} holds everything but the token and SECRET_KEY.")
        if found.wrong:
            told = "\n".join(f"  {one}" for one in found.wrong[:100])
            raise CommandError(f"Its trail is not as it was written:\n{told}")
        self.stdout.write(f"{found.events} rows of its trail are as they were written.")
        self.stdout.write(f"The last one is {found.head}")
