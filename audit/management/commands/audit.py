"""Checks the trail, or prunes it: `manage.py audit verify`, `manage.py audit prune`."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from audit.pruning import prune
from audit.verifying import Found, verify

# After that many it is plain that something is wrong.
MOST_SAID = 100


class Command(BaseCommand):
    help = "Checks that nobody has changed what the trail says, or prunes it."

    def add_arguments(self, parser: CommandParser) -> None:
        deeds = parser.add_subparsers(dest="deed", required=True)
        checking = deeds.add_parser("verify", help="check each row")
        checking.add_argument(
            "--seen",
            type=_seen,
            metavar="NUMBER:HASH",
            help="a row as the log or an earlier check has noted it",
        )
        pruning = deeds.add_parser("prune", help="take old rows away, leave a stub")
        pruning.add_argument("--before", type=_day, required=True, metavar="YYYY-MM-DD")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["deed"] == "prune":
            # Otherwise a signed stub would stand for rows that somebody changed.
            _verified(None, "Nothing was taken away, as the trail is not as written")
            count = prune(options["before"])
            self.stdout.write(f"{count} rows were taken away.")
            return
        found = _verified(options["seen"], "The trail is not as it was written")
        self.stdout.write(f"{found.events} rows are as they were written.")
        self.stdout.write(f"The last one is {found.head}")


def _verified(seen: tuple[int, str] | None, otherwise: str) -> Found:
    """Return what was found if nothing is wrong, and end with what is if not."""
    found = verify(seen=seen)
    if found.wrong:
        said = found.wrong[:MOST_SAID]
        if len(found.wrong) > MOST_SAID:
            said.append(f"and {len(found.wrong) - MOST_SAID} more")
        told = "\n".join(f"  {one}" for one in said)
        raise CommandError(f"{otherwise}:\n{told}")
    return found


def _seen(text: str) -> tuple[int, str]:
    number, _, kept = text.partition(":")
    return int(number), kept


def _day(text: str) -> date:
    return date.fromisoformat(text)
