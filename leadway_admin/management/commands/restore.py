"""Puts a backup in the place of what there is: `manage.py restore FILE`."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management.base import BaseCommand, CommandError, CommandParser

from appointments.edits import restoring
from audit import trail
from audit.verifying import verify
from leadway_admin import backups

ON_POSTGRESQL = """PostgreSQL is restored with its own program, while nothing runs here:
  pg_restore --clean --if-exists --dbname="$DATABASE_URL" FILE
  manage.py restore --loaded
The second line lets nothing go out by itself that was waiting in the backup. Start the
server and the worker after it."""


class Command(BaseCommand):
    help = (
        "Puts a backup in the place of what there is. Changes that were waiting in it"
        " are not sent by themselves: a person decides about each."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("file", type=Path, nargs="?")
        what.add_argument(
            "--loaded",
            action="store_true",
            help="another program has put it in place already: pg_restore, say",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["loaded"]:
            self.say_what_waits(made_safe())
            return
        if not backups.is_sqlite():
            raise CommandError(ON_POSTGRESQL)
        try:
            self.put_back(options["file"])
        except backups.Unusable as error:
            raise CommandError(str(error)) from error

    def put_back(self, file: Path) -> None:
        """Make a copy of the backup ready, keep what there is, and put it there."""
        own = backups.own_file()
        with backups.unfinished_copy(file, settings.VAR / "restored") as ready:
            with backups.opened(ready):
                backups.refuse_broken(file)
                backups.bring_up_to_date(file)
                wrong = verify().wrong
                held = made_safe()
                backups.in_one_file()
            if own.exists():
                kept = settings.VAR / f"before-restore-{_now()}.sqlite3"
                with backups.unfinished_copy(own, kept) as before:
                    before.rename(kept)
                self.stdout.write(f"What there was is in {kept}.")
            backups.copy(ready, own)
            own.chmod(backups.OURS_ALONE)
        self.stdout.write(f"{file} is in its place. Everybody has to sign in again.")
        self.say_what_waits(held)
        for one in wrong:
            self.stderr.write(f"Its trail is not as it was written: {one}")

    def say_what_waits(self, held: int) -> None:
        if held:
            self.stdout.write(
                f"{held} changes in it were not at their end. None is sent by itself:"
                " the outbox shows them to whoever decides."
            )
        else:
            self.stdout.write("No change in it was waiting.")


def made_safe() -> int:
    """Let nothing happen by itself that a backup brought back; return what waits."""
    with trail.together():
        held = restoring.hold()
        # Somebody may have signed out since, or been shut out.
        Session.objects.all().delete()
        trail.note("database.restored", after={"held": held}, source="command")
    return held


def _now() -> str:
    return datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
