"""Brings an installation up to date: `manage.py prepare`, before the server starts.

Prints what a person needs to know to sign in and to work, and nothing else.
"""

import hashlib
import textwrap
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand

from appointments.edits import settling
from appointments.edits.drafts import Draft
from appointments.index import directory, reference
from appointments.practice.tables import Rehearsal
from leadway_admin import modes, own_key, translations
from leadway_admin.one_at_a_time import one_at_a_time
from people import demo
from people.patience import patience


class Command(BaseCommand):
    help = "Migrates, compiles translations, collects static files, opens the door."
    # The tests run the checks; every start would pay for them again.
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        # Nobody waits at a browser for this, and the last server may still be saving.
        with patience(60), one_at_a_time(settings.VAR / "prepare.lock"):
            modes.keep_to_ourselves()
            own_key.keep()
            self.bring_up_to_date()
            self.tell_what_is_missing()
            self.tell_how_to_enter()

    def bring_up_to_date(self) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        translations.compile_if_newer(translations.catalogue())
        collect_static_if_changed()
        reference.settle_source()
        # What was on its way when the last process ended is not known to have arrived.
        settling.settle_lost()
        Draft.age_out()
        # A sandbox that is started rehearses nothing.
        Rehearsal.note([])

    def tell_what_is_missing(self) -> None:
        for path in modes.readable_by_others():
            self.stdout.write(
                f"{path} holds secrets, and others on this machine may read it:"
                f" chmod 600 {path}"
            )
        if not settings.SANDBOX and directory.current().zone is None:
            self.stdout.write(
                "No time can be changed before the account's time zone is known. It is"
                " read with the first page; where the token may not read the account,"
                " set LEADWAY_TIME_ZONE, like Europe/Madrid."
            )

    def tell_how_to_enter(self) -> None:
        if demo.is_offered():
            self.stdout.write("Enter as one of these (name / password):")
            self.stdout.write(indented(output_of("demo_people")))
            return
        demo.close()
        if not somebody_can_administer():
            self.stdout.write("The first administrator signs up here, within 24 hours:")
            self.stdout.write(indented(output_of("signup_link")))


def output_of(command: str) -> str:
    output = StringIO()
    call_command(command, stdout=output)
    return output.getvalue().strip()


def indented(text: str) -> str:
    return textwrap.indent(text, "  ")


def collect_static_if_changed() -> None:
    stamp = settings.VAR / "static.stamp"
    now = fingerprint()
    if (
        stamp.exists()
        and stamp.read_text() == now
        and Path(settings.STATIC_ROOT).exists()
    ):
        return
    call_command("collectstatic", verbosity=0, interactive=False)
    stamp.write_text(now)


def fingerprint() -> str:
    """Change whenever a static file does: by name, size or time of writing."""
    return hashlib.sha256("\n".join(static_files()).encode()).hexdigest()


def static_files() -> Iterator[str]:
    yield settings.STORAGES["staticfiles"]["BACKEND"]
    for finder in get_finders():
        for name, storage in finder.list([]):
            stat = Path(storage.path(name)).stat()
            yield f"{name} {stat.st_size} {stat.st_mtime_ns}"


def somebody_can_administer() -> bool:
    return (
        get_user_model().objects.filter(is_active=True, groups__name="admin").exists()
    )
