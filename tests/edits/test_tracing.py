"""What the trail is told of an edit, in the order in which it happened."""

import json
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from appointments.edits import saving, settling, undoing
from appointments.edits.tables import Edit
from appointments.index import reading
from appointments.leadway.changes import WriteOptions
from appointments.work.worker import work_off
from audit import trail
from audit.models import AuditEvent
from audit.verifying import verify
from people.models import User
from tests.conftest import Book
from tests.editor_page import Editor
from tests.intents import intent
from tests.own_day import OwnDay
from tests.sandboxed import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]
HTMX = {"HX-Request": "true"}


def told(edit: Edit) -> list[AuditEvent]:
    about = f"edit:{edit.pk} appointment:{edit.event_id}"
    rows = AuditEvent.objects.filter(object__startswith=about)
    return list(rows.order_by("number"))


def deeds(edit: Edit) -> list[str]:
    return [event.action for event in told(edit)]


def test_a_save_says_who_wanted_what_and_what_came_of_it(ana: User, book: Book) -> None:
    edit = saving.save(intent(book(title="Uno"), ana, title="Dos"))
    asked, accepted = told(edit)
    assert (asked.action, accepted.action) == ("edit.asked", "edit.accepted")
    assert (asked.person_id, asked.person_name) == (ana.pk, "Ana Beltrán")
    assert json.loads(asked.before) == {"title": "Uno"}
    assert json.loads(asked.after) == {"title": "Dos"}
    assert json.loads(accepted.after) == {"title": "Dos"}
    assert asked.outcome == "sent"
    assert "override" not in asked.flags


def test_a_save_in_a_browser_says_from_where_it_came(
    as_ana: Client, ana: User, book: Book
) -> None:
    editor = Editor(as_ana, book()["id"])
    answer = editor.save(title="Otro")
    events = told(Edit.objects.get(event_id=editor.url.split("/")[2]))
    for event in events:
        assert (event.source, event.request_id) == ("web", answer["X-Request-ID"])
        assert (event.person_id, event.address) == (ana.pk, "127.0.0.1")


def test_switching_a_check_is_told_as_an_override(marta: User, book: Book) -> None:
    wanted = intent(book(), marta, title="Otro")
    options = WriteOptions(ignore_free_slot_validation=False, ignore_date_range=True)
    object.__setattr__(wanted, "options", options)
    asked = told(saving.save(wanted))[0]
    assert {*asked.flags.split()} == {
        "ignore_date_range",
        "override:ignore_date_range",
        "override:ignore_free_slot_validation",
    }


def test_saving_over_an_overlap_is_told_and_only_where_there_is_one(
    ana: User, book: Book, own: OwnDay
) -> None:
    reading.load(book(start=own.at(15))["id"])
    one = book()
    over = saving.save(intent(one, ana, start_time=own.at(15), end_time=own.at(16)))
    assert "override:overlap" in told(over)[0].flags.split()
    free = saving.save(intent(one, ana, start_time=own.at(18), end_time=own.at(19)))
    assert "override" not in told(free)[0].flags


def test_saving_over_what_a_colleague_set_is_told(
    as_ana: Client, as_marta: Client, book: Book
) -> None:
    booked = book(title="Antes")
    editor = Editor(as_ana, booked["id"])
    Editor(as_marta, booked["id"]).save(title="De Marta")
    editor.save(title="De Ana")
    stopped = Edit.objects.latest("pk")
    assert stopped.state == Edit.State.CONFLICTED
    editor = Editor(as_ana, booked["id"], f"?edit={stopped.pk}")
    editor.save(title="De Ana", keep_title="yours")
    event = told(Edit.objects.latest("pk"))[0]
    assert (event.outcome, event.flags.split()[-1]) == ("sent", "override:clash")


@pytest.mark.parametrize(
    ("fault", "deed", "outcome"),
    [
        ("unprocessable", "edit.refused", "refused"),
        ("drop_after", "edit.unknown", "unanswered"),
        ("rate_burst", "edit.waits", "busy"),
    ],
)
def test_what_came_of_it_is_told_with_its_reason(
    ana: User, book: Book, sandbox: Sandbox, fault: str, deed: str, outcome: str
) -> None:
    booked = book()
    sandbox.fault(fault, method="PUT")
    events = told(saving.save(intent(booked, ana, title="Otro")))
    assert [event.action for event in events] == ["edit.asked", deed]
    assert events[-1].outcome.startswith(outcome)


def test_a_call_that_never_came_back_is_told_once(ana: User, book: Book) -> None:
    edit = saving.save(intent(book(), ana, title="Otro"))
    sent_at = timezone.now() - 2 * settling.LOST_AFTER
    Edit.objects.update(state=Edit.State.PENDING, sent_at=sent_at)
    assert (settling.settle_lost(), settling.settle_lost()) == (1, 0)
    assert deeds(edit)[-1] == "edit.unknown"
    assert AuditEvent.objects.filter(action="edit.unknown").count() == 1


def test_an_undo_is_told_with_what_it_undoes(ana: User, book: Book) -> None:
    first = saving.save(intent(book(title="Uno"), ana, title="Dos"))
    undone = undoing.undo(first, person=ana, form_key=first.form_key)
    assert undone is not None
    asked = told(undone)[0]
    assert asked.object.endswith(f" undoes:{first.pk}")
    assert json.loads(asked.after) == {"title": "Uno"}


def waiting(ana: User, book: Book, sandbox: Sandbox) -> Edit:
    booked = book()
    sandbox.fault("rate_burst", method="PUT", retry_after=0)
    edit = saving.save(intent(booked, ana, title="Otro"))
    sandbox.clear()
    return edit


def test_sending_again_is_told_with_who_pressed(
    ana: User, as_marta: Client, marta: User, book: Book, sandbox: Sandbox
) -> None:
    edit = waiting(ana, book, sandbox)
    as_marta.post(f"/edits/{edit.pk}/send/", headers=HTMX)
    assert deeds(edit) == ["edit.asked", "edit.waits", "edit.sent", "edit.accepted"]
    assert [event.person_id for event in told(edit)[2:]] == [marta.pk, marta.pk]


def test_what_a_worker_sends_is_told_as_its_own_doing(
    ana: User, book: Book, sandbox: Sandbox
) -> None:
    edit = waiting(ana, book, sandbox)
    Edit.objects.update(not_before=None)
    work_off()
    sent, accepted = told(edit)[2:]
    assert (sent.source, sent.person_id) == ("outbox", None)
    assert accepted.action == "edit.accepted"


def test_taking_back_is_told(
    ana: User, as_ana: Client, book: Book, sandbox: Sandbox
) -> None:
    edit = waiting(ana, book, sandbox)
    as_ana.post(f"/edits/{edit.pk}/withdraw/", headers=HTMX)
    assert deeds(edit)[-1] == "edit.withdrawn"


def test_an_edit_and_its_row_of_the_trail_are_there_or_neither_is(
    ana: User, book: Book, monkeypatch: pytest.MonkeyPatch, sandbox: Sandbox
) -> None:
    from django.db import OperationalError

    def full(_row: Any) -> None:
        raise OperationalError("database or disk is full")

    wanted = intent(book(), ana, title="Otro")
    sandbox.clear()
    with monkeypatch.context() as broken:
        broken.setattr(trail, "_add", full)
        with pytest.raises(saving.Unnoted):
            saving.save(wanted)
    assert not Edit.objects.exists()
    assert [one for one in sandbox.journal() if one["method"] == "PUT"] == []


def test_a_call_whose_outcome_cannot_be_told_is_not_known(
    ana: User, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import OperationalError

    add, rows = trail._add, 0

    def full_from_the_second_on(row: Any) -> None:
        nonlocal rows
        rows += 1
        if rows > 1:
            raise OperationalError("database or disk is full")
        add(row)

    wanted = intent(book(), ana, title="Otro")
    with monkeypatch.context() as broken:
        broken.setattr(trail, "_add", full_from_the_second_on)
        edit = saving.save(wanted)
    assert (edit.state, edit.in_flight) == (Edit.State.PENDING, True)
    assert Edit.objects.get().in_flight
    assert deeds(edit) == ["edit.asked"]


def test_all_of_it_is_one_chain(ana: User, book: Book, sandbox: Sandbox) -> None:
    waiting(ana, book, sandbox)
    saving.save(intent(book(), ana, title="Otro"))
    found = verify()
    assert found.events >= 4
    assert not [one for one in found.wrong if "row" in one]
