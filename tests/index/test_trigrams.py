"""What search looks through is there after each migration, whatever that did."""

from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from appointments.index import contacts, listing, trigrams
from appointments.index.tables import Appointment
from appointments.leadway.records import AppointmentRecord

START = datetime(2027, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def known(transactional_db: None) -> None:
    contacts.remember([("contactAna", "Ana Muñoz", {"phone": "+34 600 111 222"})])
    for id in ("one", "two", "three"):
        record = AppointmentRecord(
            id=id, title=f"Número {id}", contact_id="contactAna", start_time=START
        )
        Appointment.remember(record, seen_at=timezone.now())


def found(text: str) -> set[str]:
    return {row.event_id for row in listing.page(Appointment.objects.all(), text).rows}


@pytest.mark.usefixtures("known")
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps its own")
def test_it_is_made_anew_when_a_migration_builds_the_table_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(trigrams, "_AT_ONCE", 2)
    with connection.schema_editor() as editor:
        editor._remake_table(Appointment)
    Appointment.objects.filter(event_id="one").update(folded="  sin  aviso")
    trigrams.prepare("default", apps)
    assert found("aviso") == {"one"}
    assert found("munoz") == {"two", "three"}
    Appointment.objects.filter(event_id="two").delete()
    assert found("munoz") == {"three"}


@pytest.mark.usefixtures("known")
def test_a_migration_folds_what_had_been_read() -> None:
    before = set(Appointment.objects.values_list("event_id", "folded", "position"))
    call_command("migrate", "appointments", "0008", verbosity=0)
    call_command("migrate", verbosity=0)
    after = set(Appointment.objects.values_list("event_id", "folded", "position"))
    assert after == before
    assert found("munoz numero") == {"one", "two", "three"}
    assert found("600111222 two") == {"two"}
