"""Whose edit it is: what may be done with a colleague's, at every address of one.

Together with tests/test_permissions.py this is the whole table: routes, roles, methods
and ownership. An address of an edit without a row here fails.
"""

from typing import Any

import pytest
from django.urls import reverse

from appointments.edits.tables import Edit
from people.models import User
from people.roles import MANAGER, STAFF
from tests.conftest import Book, person, signed_in
from tests.test_permissions import METHODS, an_edit, patterns, said

pytestmark = pytest.mark.django_db
State = Edit.State
# By the name of the address: in which state an edit is there, and who may post about a
# colleague's. To put back or to insist is a save of one's own, with one's own name.
OTHERS = {
    "send_edit": (State.PENDING, MANAGER),
    "send_quietly": (State.PENDING, MANAGER),
    "check_edit": (State.UNKNOWN, MANAGER),
    "withdraw_edit": (State.PENDING, MANAGER),
    "drop_edit": (State.REFUSED, MANAGER),
    "edit_again": (State.CONFLICTED, MANAGER),
    "undo_edit": (State.ACCEPTED, STAFF),
    "leave_edit": (State.ACCEPTED, STAFF),
}
# What only shows them, to everybody who may look at the appointment.
SHOWN = {"receipt", "read_whole", "raw_edit"}
# Views: who may drop or open which is held in tests/listing/test_saved.py.
VIEWS = {"drop_view", "open_first"}


def test_every_address_of_a_row_is_in_the_table() -> None:
    numbered = {str(one.name) for one in patterns() if "pk" in one.pattern.converters}
    assert numbered == {*OTHERS, *SHOWN, *VIEWS}


@pytest.mark.parametrize("role", [STAFF, MANAGER])
@pytest.mark.parametrize("name", OTHERS)
def test_a_colleagues_edit_is_not_everybodys(
    name: str, role: str, book: Book, names: Any, ana: User
) -> None:
    state, least = OTHERS[name]
    edit = an_edit(book(), ana)
    Edit.objects.filter(pk=edit.pk).update(state=state, unseen=state == State.REFUSED)
    client = signed_in(person("another", role, "Otra", "Persona"))
    for method in METHODS:
        answer = client.generic(method, reverse(name, args=[edit.pk]))
        may = method == "POST" and (role == MANAGER or least == STAFF)
        refused = "refused" if method == "POST" else "no such method"
        assert said(answer) == ("allowed" if may else refused), method
