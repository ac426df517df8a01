"""Columns of JSON that hold one kind of value, read and written as that value."""

from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from django.db import models
from django.db.models.fields.json import KeyTransform

from appointments.leadway.changes import Changes, WriteOptions
from appointments.leadway.errors import Trouble
from appointments.leadway.records import AppointmentRecord


class _ValueColumn(models.JSONField):
    """A column of `kind`, whose `to_json` and `from_json` write and read it.

    To the database and to migrations it is a plain column of JSON, so that a change of
    the value's class needs no migration.
    """

    kind: ClassVar[Any]

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        plain = super().from_db_value(value, expression, connection)
        if plain is None or isinstance(expression, KeyTransform):
            return plain
        return self.kind.from_json(plain)

    def get_prep_value(self, value: Any) -> Any:
        return value.to_json() if isinstance(value, self.kind) else value

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs


if TYPE_CHECKING:
    # What an attribute takes and gives, for the type checker; see django-stubs.
    _Set = TypeVar("_Set")
    _Get = TypeVar("_Get")

    class RecordColumn(models.JSONField[_Set, _Get]):
        _pyi_private_set_type: AppointmentRecord
        _pyi_private_get_type: AppointmentRecord

    class ChangesColumn(models.JSONField[_Set, _Get]):
        _pyi_private_set_type: Changes
        _pyi_private_get_type: Changes

    class OptionsColumn(models.JSONField[_Set, _Get]):
        _pyi_private_set_type: WriteOptions
        _pyi_private_get_type: WriteOptions

    class TroubleColumn(models.JSONField[_Set, _Get]):
        _pyi_private_set_type: Trouble
        _pyi_private_get_type: Trouble

else:

    class RecordColumn(_ValueColumn):
        kind = AppointmentRecord

    class ChangesColumn(_ValueColumn):
        kind = Changes

    class OptionsColumn(_ValueColumn):
        kind = WriteOptions

    class TroubleColumn(_ValueColumn):
        kind = Trouble
