"""Keeps the Spanish catalogue complete, without GNU gettext.

manage.py translations update     collect every text into locale/es/…/django.po
manage.py translations check      fail when a text is missing, fuzzy, or unused
manage.py translations compile    write the .mo that Django reads
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from leadway_admin.translations import catalogue, sources
from leadway_admin.translations.messages import UncollectableTextError


class Command(BaseCommand):
    help = "Collects, checks or compiles the translations."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["update", "check", "compile"])

    def handle(self, *args: Any, action: str, **options: Any) -> None:
        actions = {
            "update": self.update_catalogue,
            "check": self.check_catalogue,
            "compile": self.compile_catalogue,
        }
        try:
            actions[action]()
        except UncollectableTextError as error:
            raise CommandError(str(error)) from error

    def update_catalogue(self) -> None:
        path = sources.catalogue_path()
        new = catalogue.updated(catalogue.load(path), sources.used_messages())
        path.parent.mkdir(parents=True, exist_ok=True)
        new.save(str(path))
        missing = len(new.untranslated_entries()) + len(new.fuzzy_entries())
        self.stdout.write(f"{len(new)} texts, {missing} of them to be translated.")

    def check_catalogue(self) -> None:
        loaded = catalogue.load(sources.catalogue_path())
        faults = list(catalogue.faults(loaded, sources.used_messages()))
        if faults:
            raise CommandError("\n".join([*faults, f"{len(faults)} texts to see to."]))
        self.stdout.write(f"{len(loaded)} texts, all translated.")

    def compile_catalogue(self) -> None:
        done = catalogue.compile_if_newer(sources.catalogue_path())
        self.stdout.write("Compiled." if done else "Already compiled.")
