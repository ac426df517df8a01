"""The statements of a save, each about one row, written down as they are run.

Django composes a statement anew each time, which takes ten times as long as to run it,
and a save has half a dozen. What a column takes and gives stays for Django to say.
"""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import connections, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Expression, Field, Model

Row = TypeVar("Row", bound=Model)
Values = Mapping[str, Any]
"""Values by the names of their fields. As a condition: all of them, None being NULL."""


def first(kind: type[Row], where: Values) -> Row | None:
    condition, sought = _condition(kind, where)
    # Names are those of our own models, here and below; each value goes beside them.
    statement = f"SELECT * FROM {_table(kind)} WHERE {condition}"  # noqa: S608 – names
    return next(iter(kind._default_manager.raw(statement, sought)), None)


def add(row: Model, *, only_if: tuple[str, list[Any]] = ("TRUE", [])) -> bool:
    """Write a new row, and give it its number; tell whether it was written.

    `only_if` is a condition, and the values in it. Raises IntegrityError if what is to
    be there once is there.
    """
    kind, key = type(row), row._meta.pk
    fields = [one for one in row._meta.local_concrete_fields if one is not key]
    given = {one.attname: one.pre_save(row, add=True) for one in fields}
    columns, values = _written(kind, given)
    statement = (
        f"INSERT INTO {_table(kind)} ({', '.join(columns)})"  # noqa: S608 – names
        f" SELECT {', '.join(['%s'] * len(values))} WHERE {only_if[0]}"
        f" RETURNING {_quoted(key.column)}"
    )
    ours = _connection(kind)
    with ours.cursor() as cursor:
        cursor.execute(statement, [*values, *only_if[1]])
        added = cursor.fetchone()
    if added:
        (row.pk,) = added
        row._state.adding, row._state.db = False, ours.alias
    return bool(added)


def change(kind: type[Model], to: Values, where: Values) -> bool:
    """Write these fields in one go if all of `where` holds; tell whether it did.

    A value may be an expression that needs no query around it.
    """
    changed: list[str] = []
    values: list[Any] = []
    for column, value in zip(*_written(kind, to), strict=True):
        if isinstance(value, Expression):
            compiler: Any = None
            given, of_its_own = value.as_sql(compiler, _connection(kind))
            changed.append(f"{column} = {given}")
            values += of_its_own
        else:
            changed.append(f"{column} = %s")
            values.append(value)
    condition, sought = _condition(kind, where)
    changes = ", ".join(changed)
    table = _table(kind)
    statement = f"UPDATE {table} SET {changes} WHERE {condition}"  # noqa: S608 – names
    return _run(kind, statement, values + sought)


def remove(kind: type[Model], where: Values) -> bool:
    """Remove what all of `where` holds of: of a table that no other refers to."""
    condition, sought = _condition(kind, where)
    statement = f"DELETE FROM {_table(kind)} WHERE {condition}"  # noqa: S608 – names
    return _run(kind, statement, sought)


def _connection(kind: type[Model]) -> BaseDatabaseWrapper:
    """Return the connection that Django would write these rows with.

    Itself: what stands for the usual one looks each time for the one of this thread.
    """
    return connections[router.db_for_write(kind)]


def _run(kind: type[Model], statement: str, values: list[Any]) -> bool:
    with _connection(kind).cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount) > 0


def _written(kind: type[Model], values: Values) -> tuple[list[str], list[Any]]:
    """Return the columns, and what each is given as the database takes it."""
    ours = _connection(kind)
    columns, prepared = [], []
    for name, value in values.items():
        field: Field[Any, Any] = kind._meta.get_field(name)  # type: ignore[assignment]
        columns.append(_quoted(field.column))
        given = None if value is None else field.get_db_prep_save(value, ours)
        prepared.append(given)
    return columns, prepared


def _condition(kind: type[Model], where: Values) -> tuple[str, list[Any]]:
    columns, values = _written(kind, where)
    parts = [
        f"{column} IS NULL" if value is None else f"{column} = %s"
        for column, value in zip(columns, values, strict=True)
    ]
    return " AND ".join(parts), [value for value in values if value is not None]


def _table(kind: type[Model]) -> str:
    return _quoted(kind._meta.db_table)


def _quoted(name: str | None) -> str:
    return f'"{name}"'
