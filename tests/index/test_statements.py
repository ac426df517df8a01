"""The statements that are written down do what Django's own do."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError
from django.utils import timezone

from appointments.edits.tables import Edit
from appointments.index import statements
from appointments.index.tables import Appointment
from appointments.leadway.changes import Changes, WriteOptions
from appointments.leadway.errors import Trouble
from people.models import User
from tests.editor.filling import RECORD

pytestmark = pytest.mark.django_db
NOW = timezone.now()
FILLED: dict[str, Any] = {
    "event_id": "uno",
    "person_name": "Ana «Nadal» 100 %s",
    "start_time": NOW,
    "batch": uuid.uuid4(),
    "baseline": RECORD,
    "acknowledged": RECORD,
    "changes": Changes(title="Qué\n“tal”", start_time=NOW, end_time=NOW),
    "options": WriteOptions(to_notify=True),
    "typed": {"title": "Qué"},
    "current": RECORD,
    "clashing": ["title"],
    "body": {"title": "Qué", "toNotify": True},
    "sent_at": NOW,
    "tries": 2,
    "returned": RECORD,
    "trouble": Trouble("refused", messages=("No",)),
}
BARE = {"event_id": "uno", "baseline": RECORD, "changes": Changes(title="")}
BARE |= {"options": WriteOptions(), "person_name": ""}
Note = Callable[[Edit], object]


def as_kept(note: Note, person: User | None, values: dict[str, Any]) -> dict[str, Any]:
    """Return the columns of an edit after it was written down so."""
    edit = Edit(person=person, made_at=NOW, form_key=uuid.uuid4(), **values)
    note(edit)
    kept = vars(Edit.objects.get(pk=edit.pk))
    return {n: kept[n] for n in kept if n not in ("_state", "id", "form_key")}


@pytest.mark.parametrize("values", [FILLED, BARE], ids=["filled", "bare"])
def test_a_row_is_added_as_django_adds_it(ana: User, values: dict[str, Any]) -> None:
    ours = as_kept(statements.add, ana, values)
    assert ours == as_kept(Edit.save, ana, values)
    assert as_kept(statements.add, None, values) == ours | {"person_id": None}


def test_an_added_row_is_one_that_is_there() -> None:
    edit = Edit(**FILLED)
    statements.add(edit)
    edit.refresh_from_db()
    assert edit.body == FILLED["body"]
    with pytest.raises(IntegrityError):
        statements.add(Edit(**FILLED, form_key=edit.form_key))


def test_fields_are_changed_where_all_of_a_condition_holds() -> None:
    edit = Edit.objects.create(**FILLED)
    where = {"id": edit.pk, "sent_at": NOW, "not_before": None}
    to = {"body": None, "sent_at": None, "returned": None, "tries": 3}
    assert statements.change(Edit, to, where)
    assert not statements.change(Edit, {"tries": 4}, where)
    edit.refresh_from_db()
    assert (edit.body, edit.sent_at, edit.returned, edit.tries) == (None, None, None, 3)
    assert edit.current == RECORD


def test_a_row_is_found_as_django_finds_it() -> None:
    Appointment.remember(RECORD, seen_at=NOW)
    found = statements.first(Appointment, {"event_id": RECORD.id, "leased_until": None})
    django = Appointment.objects.get(event_id=RECORD.id)
    assert {**vars(found), "_state": 0} == {**vars(django), "_state": 0}
    assert statements.first(Appointment, {"event_id": "another"}) is None


def test_what_a_condition_holds_of_is_removed() -> None:
    edits = [Edit.objects.create(**FILLED, form_key=uuid.uuid4()) for _ in range(2)]
    assert statements.remove(Edit, {"id": edits[0].pk, "state": "pending"})
    assert not statements.remove(Edit, {"id": edits[1].pk, "state": "accepted"})
    assert [one.pk for one in Edit.objects.all()] == [edits[1].pk]
