"""All that the database holds, in one file: taken while others write, and put back.

For SQLite, by its own online backup: what is copied is what there was at one moment,
and who writes meanwhile does not wait. PostgreSQL has programs of its own for this.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.core.management import call_command
from django.db import Error, connections
from django.db.migrations.executor import MigrationExecutor

from audit.verifying import Found, verify

OURS_ALONE = 0o600
# Tables that every backup of ours has.
OURS = {"django_migrations", "appointments_edit", "audit_auditevent"}


class Unusable(Exception):
    """The file is no backup of ours, or cannot be written; the sentence says why."""


def is_sqlite() -> bool:
    return connections["default"].vendor == "sqlite"


def own_file() -> Path:
    return Path(str(connections["default"].settings_dict["NAME"]))


def take(file: Path) -> Found:
    """Write all of the database into a new file; return what is known of its trail.

    It gets its name once it was opened and read through. Raises Unusable.
    """
    if file.exists():
        raise Unusable(f"{file} is there already, and nothing was written over it.")
    with _unfinished(file) as part:
        copy(own_file(), part)
        with opened(part):
            refuse_broken(part)
            found = verify()
            in_one_file()
        part.rename(file)
    return found


@contextmanager
def _unfinished(file: Path) -> Iterator[Path]:
    """Make an empty file beside it that nobody else may read, gone afterwards."""
    part = file.with_name(f"{file.name}.part")
    try:
        part.unlink(missing_ok=True)
        part.touch(mode=OURS_ALONE, exist_ok=False)
        yield part
    except OSError as error:
        raise Unusable(f"{file} cannot be written: {error.strerror}.") from error
    finally:
        for end in ("", "-wal", "-shm"):
            part.with_name(part.name + end).unlink(missing_ok=True)


@contextmanager
def unfinished_copy(of: Path, beside: Path) -> Iterator[Path]:
    """Copy a backup, so that it can be made ready before it is used."""
    with _unfinished(beside) as part:
        copy(of, part)
        yield part


def copy(source: Path, target: Path) -> None:
    """Copy one database over another, at one moment, whoever uses either of them."""
    address = f"{source.absolute().as_uri()}?mode=ro"
    try:
        with (
            closing(sqlite3.connect(address, uri=True)) as one,
            closing(sqlite3.connect(target)) as other,
        ):
            one.backup(other)
    except sqlite3.DatabaseError as error:
        raise Unusable(f"{source} cannot be read: {error}.") from error
    with target.open("rb") as written:
        os.fsync(written.fileno())


@contextmanager
def opened(file: Path) -> Iterator[None]:
    """Let everything in this block be about this file, not our own database."""
    own = connections["default"]
    settings = {**own.settings_dict, "NAME": str(file)}
    connections["default"] = type(own)(settings, "default")
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"] = own


def refuse_broken(file: Path) -> None:
    """Read all pages. Raises Unusable where they are not what SQLite has written."""
    try:
        with connections["default"].cursor() as cursor:
            cursor.execute("PRAGMA integrity_check(1)")
            [said] = cursor.fetchone()
    except Error as error:
        raise Unusable(f"{file} is damaged: {error}.") from error
    if said != "ok":
        raise Unusable(f"{file} is damaged: {said}.")


def in_one_file() -> None:
    """Leave nothing beside the file that is open."""
    with connections["default"].cursor() as cursor:
        cursor.execute("PRAGMA journal_mode = DELETE")


def bring_up_to_date(file: Path) -> None:
    """Migrate what is open to this version. Raises Unusable if it is of a later one."""
    connection = connections["default"]
    if not OURS.issubset(connection.introspection.table_names()):
        raise Unusable(f"{file} is no backup of Leadway Admin.")
    executor = MigrationExecutor(connection)
    loaded = executor.loader
    unknown = set(loaded.applied_migrations or ()) - set(loaded.disk_migrations or ())
    if unknown:
        said = ".".join(min(unknown))
        raise Unusable(f"{file} is of a later version, which has {said}.")
    call_command("migrate", verbosity=0, interactive=False)
