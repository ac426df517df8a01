"""A database as the first version left it, brought up to date as a start does it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

from tests.sandboxed import Sandbox

ROWS = Path(__file__).with_name("d91db45.json")
# How far that version's migrations went.
FIRST = [("appointments", "0001_initial"), ("people", "0001_initial")]
Tables = dict[str, dict[Any, dict[str, Any]]]


class OldDatabase:
    """Every query goes to it, so that the product itself can be asked."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        return "old"

    db_for_write = db_for_read


@pytest.fixture
def empty(transactional_db: None, tmp_path: Path) -> Iterator[BaseDatabaseWrapper]:
    """A database without a table, beside the one of the tests."""
    old = connection.copy(alias="old")
    old.settings_dict["NAME"] = str(tmp_path / "old.sqlite3")
    if connection.vendor != "sqlite":
        name = old.settings_dict["NAME"] = f"{connection.settings_dict['NAME']}_old"
        old.settings_dict["OPTIONS"].pop("pool", None)
        run(f'CREATE DATABASE "{name}"')
    connections["old"] = old
    try:
        yield old
    finally:
        old.close()
        del connections["old"]
        if connection.vendor != "sqlite":
            run(f'DROP DATABASE "{name}"')


def run(statement: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def before(empty: BaseDatabaseWrapper, sandbox: Sandbox, settings: Any) -> Tables:
    """What the first version left in the tables, before the upgrade."""
    executor = MigrationExecutor(empty)
    apps = executor.migrate(FIRST).apps
    rows: dict[str, list[dict[str, Any]]] = json.loads(ROWS.read_text(encoding="utf-8"))
    # It worked with the sandbox, which has another port here.
    rows["appointments.source"][0]["base_url"] = settings.LEADWAY_BASE_URL
    # In the file a row may come before the one that it points to.
    with empty.constraint_checks_disabled():
        for label, found in rows.items():
            model = apps.get_model(label)
            objects = model._base_manager.using("old")
            objects.bulk_create(model(**row) for row in found)
    with empty.cursor() as cursor:
        models = [apps.get_model(label) for label in rows]
        for statement in empty.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
    return contents(empty)


@pytest.fixture
def upgraded(before: Tables, empty: BaseDatabaseWrapper, settings: Any) -> Tables:
    """What is in the tables after it. The product reads them from now on."""
    call_command("migrate", database="old", verbosity=0, interactive=False)
    settings.DATABASE_ROUTERS = ["tests.upgrade.conftest.OldDatabase"]
    return contents(empty)


def contents(of: BaseDatabaseWrapper) -> Tables:
    """Return every row of every table as the database has it, by its first column."""
    tables: Tables = {}
    with of.cursor() as cursor:
        for table in of.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in cursor.description]
            rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
            tables[table] = {row[names[0]]: row for row in rows}
    return tables
