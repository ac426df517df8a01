"""Reading the names of an account: who is asked, when, and what becomes of denial."""

import time
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from appointments.index import directory, reference
from appointments.index.copies import Account, Assignee, Calendar, Contact
from appointments.index.tables import Appointment
from appointments.leadway.records import AppointmentRecord
from tests.index.conftest import one_deadline_s
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db


def test_the_names_of_the_clinic_are_read(sandbox: Sandbox) -> None:
    assert reference.refresh() == []
    names, cast = directory.current(), sandbox.cast()
    assert names.account_name == "Clínica Alameda"
    assert names.zone == ZoneInfo("Europe/Madrid")
    assert names.calendar_name(cast["calendars"]["Nutrición"]) == "Nutrición"
    assert names.assignee_name(cast["users"]["Marta Ruiz"]) == "Marta Ruiz"
    team = names.team(cast["calendars"]["Fisioterapia"])
    assert set(team.values()) == {"Marta Ruiz", "James Whitfield"}


def test_names_are_read_again_only_after_a_while(sandbox: Sandbox) -> None:
    reference.refresh()
    sandbox.clear()
    reference.refresh()
    assert sandbox.journal() == []
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        reference.refresh()
    assert len(sandbox.journal("GET")) == 3


def test_what_may_not_be_read_is_named_and_leaves_the_rest(
    chosen_scopes: Sandbox,
) -> None:
    chosen_scopes.switch(scopes=["calendars.readonly", "locations.readonly"])
    missing = reference.refresh()
    assert [one.name for one in missing] == ["assignees"]
    assert Calendar.objects.exists()
    assert Account.objects.exists()
    assert not Assignee.objects.exists()


def test_a_strange_zone_of_the_account_is_not_known(names: Any, settings: Any) -> None:
    row = Account.objects.get()
    Account.remember(row.id, name=row.name, record={"timezone": "Mars/Olympus"})
    directory.forget()
    assert directory.current().zone is None
    directory.forget()
    settings.LEADWAY_TIME_ZONE = "Europe/Madrid"
    assert directory.current().zone == ZoneInfo("Europe/Madrid")


def test_the_log_names_the_setting_while_the_zone_is_not_known(
    chosen_scopes: Sandbox, caplog: Any, settings: Any
) -> None:
    chosen_scopes.switch(scopes=["calendars.readonly"])
    reference.refresh(even_if_recent=True)
    assert "LEADWAY_TIME_ZONE" in caplog.text
    caplog.clear()
    settings.LEADWAY_TIME_ZONE = "Europe/Madrid"
    reference.refresh(even_if_recent=True)
    assert "LEADWAY_TIME_ZONE" not in caplog.text


def test_the_zone_is_that_of_the_account(chosen_scopes: Sandbox) -> None:
    chosen_scopes.switch(timezone="America/Santiago")
    reference.refresh(even_if_recent=True)
    assert directory.current().zone == ZoneInfo("America/Santiago")


def test_a_page_waits_for_one_deadline_once(db: None, silent: Sandbox) -> None:
    started = time.monotonic()
    reference.know()
    reference.know()
    reference.refresh()
    assert time.monotonic() - started < 2 * one_deadline_s()


def test_what_may_not_be_read_is_not_asked_again_at_once(
    chosen_scopes: Sandbox,
) -> None:
    chosen_scopes.switch(scopes=["locations.readonly"])
    reference.refresh()
    chosen_scopes.clear()
    again = reference.refresh()
    assert [one.name for one in again] == ["calendars", "assignees"]
    assert chosen_scopes.journal() == []
    chosen_scopes.switch(scopes=None)
    assert reference.refresh(even_if_failed=True) == []


def test_what_a_list_of_names_no_longer_has_is_forgotten(names: Any) -> None:
    Calendar.remember("oldCalendar1", name="Cerrado", record={"id": "oldCalendar1"})
    Assignee.remember("oldUser1", name="Se fue", record={})
    reference.refresh(even_if_recent=True)
    assert not Calendar.objects.filter(id="oldCalendar1").exists()
    assert not Assignee.objects.filter(id="oldUser1").exists()


def test_ids_that_are_none_are_not_kept(db: None) -> None:
    long = "x" * 300
    Appointment.remember(
        AppointmentRecord(
            id="soundId1", contact_id=long, calendar_id=long, assigned_user_id="a b"
        ),
        seen_at=timezone.now(),
    )
    row = Appointment.objects.get()
    assert (row.contact_id, row.calendar_id, row.assigned_user_id) == (None, "", "")
    Appointment.remember(AppointmentRecord(id=long), seen_at=timezone.now())
    Appointment.remember_all([AppointmentRecord(id=long)], seen_at=timezone.now())
    Contact.remember_all([(long, "Ana", {}), ("soundId2", "Eva", {})])
    assert (Appointment.objects.count(), Contact.objects.count()) == (1, 1)
