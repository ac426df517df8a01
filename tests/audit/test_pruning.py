"""What is old is taken away by command alone, and the rest is still proven."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from pytest_django.fixtures import Settings

from audit import guards, pruning, trail
from audit.models import AuditEvent, AuditStub
from audit.verifying import verify
from tests.audit.conftest import done_to_it

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("guarded")]
OLD = datetime(2024, 2, 29, 12, tzinfo=UTC)


@pytest.fixture
def old(monkeypatch: pytest.MonkeyPatch) -> None:
    """Six rows of one day, then four of a year later."""
    with monkeypatch.context() as then:
        for number in range(10):
            at = OLD + timedelta(days=366 * (number >= 6), minutes=number)
            then.setattr(timezone, "now", lambda at=at: at)
            trail.note("page.refused", f"page:{number}")


def prune(before: str) -> str:
    output = StringIO()
    call_command("audit", "prune", "--before", before, stdout=output)
    return output.getvalue()


def test_what_is_older_goes_and_the_rest_is_proven(old: None) -> None:
    assert prune("2024-03-01") == "6 rows were taken away.\n"
    numbers = AuditEvent.objects.order_by("number").values_list("number", flat=True)
    assert [*numbers] == [7, 8, 9, 10, 11]
    assert AuditEvent.objects.get(number=11).action == "trail.pruned"
    assert verify().wrong == []
    trail.note("page.refused")
    assert verify().wrong == []


def test_pruning_again_and_all_of_it_leaves_what_tells_of_it(old: None) -> None:
    prune("2024-03-01")
    assert prune("2024-03-01") == "0 rows were taken away.\n"
    assert AuditStub.objects.count() == 1
    prune((timezone.now() + timedelta(days=2)).date().isoformat())
    assert [one.action for one in AuditEvent.objects.all()] == ["trail.pruned"]
    assert verify().wrong == []


def test_what_was_broken_off_is_right_and_is_finished_the_next_time(
    old: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as dying:
        dying.setattr(pruning, "_take_away", lambda: 0)
        pruning.prune(date(2024, 3, 1))
    assert AuditEvent.objects.count() == 11
    assert verify().wrong == []
    assert prune("2024-03-01") == "6 rows were taken away.\n"
    assert verify().wrong == []


@pytest.mark.parametrize(
    ("deed", "found"),
    [
        ("UPDATE {events} SET object = 'x' WHERE number = 3", "row 3 was changed"),
        ("DELETE FROM {events} WHERE number = 3", "row 3 is missing"),
        ("UPDATE {events} SET object = 'x' WHERE number = 9", "row 9 was changed"),
    ],
)
def test_nothing_goes_while_anything_is_wrong(old: None, deed: str, found: str) -> None:
    """What was tampered with would be gone, and a signed stub would stand for it."""
    guards.take_down(connection)
    done_to_it(deed)
    guards.put_up(connection)
    rows = AuditEvent.objects.count()
    with pytest.raises(
        CommandError, match=f"Nothing was taken away.*\n  {found}"
    ) as no:
        prune("2024-03-01")
    assert no.value.returncode == 1
    assert AuditEvent.objects.count() == rows
    assert not AuditStub.objects.exists()


def test_a_broken_off_pruning_is_not_finished_while_anything_is_wrong(
    old: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as dying:
        dying.setattr(pruning, "_take_away", lambda: 0)
        prune("2024-03-01")
    guards.take_down(connection)
    done_to_it("UPDATE {events} SET object = 'x' WHERE number = 3")
    guards.put_up(connection)
    with pytest.raises(CommandError, match="row 3 was changed"):
        prune("2024-03-01")
    assert AuditEvent.objects.count() == 11


def test_nothing_more_can_go_than_the_stub_says(old: None) -> None:
    prune("2024-03-01")
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEvent.objects.filter(number=7).delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditStub.objects.all().delete()


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="others have no REPLACE")
@pytest.mark.parametrize("key", ["id", "up_to"])
def test_no_stub_is_replaced(old: None, key: str) -> None:
    prune("2024-03-01")
    kept = AuditStub.objects.get()
    values = {"id": kept.pk + 1, "up_to": 9} | {key: getattr(kept, key)}
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        done_to_it(
            "REPLACE INTO audit_auditstub (id, up_to, hash, events, before, pruned_at,"
            f" signature) SELECT {values['id']}, {values['up_to']}, hash, events,"
            " before, pruned_at, signature FROM audit_auditstub"
        )
    assert AuditStub.objects.get() == kept
    assert verify().wrong == []


@pytest.mark.parametrize("column", ["up_to = 5", "hash = 'x'", "before = '2025-01-01'"])
def test_a_stub_that_was_changed_is_found(old: None, column: str) -> None:
    prune("2024-03-01")
    guards.take_down(connection)
    done_to_it(f"UPDATE audit_auditstub SET {column}")
    guards.put_up(connection)
    assert "is not signed" in verify().wrong[0]


def test_a_stub_of_another_installation_is_found(old: None, settings: Settings) -> None:
    prune("2024-03-01")
    settings.SECRET_KEY = "another"
    with pytest.raises(CommandError, match="is not signed"):
        call_command("audit", "verify")


def test_a_stub_signed_with_a_former_key_holds(old: None, settings: Settings) -> None:
    prune("2024-03-01")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    assert verify().wrong == []


def test_a_missing_head_is_found_even_when_all_rows_are_pruned(old: None) -> None:
    prune("2024-03-01")
    guards.take_down(connection)
    done_to_it("DELETE FROM {events}")
    done_to_it("DELETE FROM audit_audithead")
    guards.put_up(connection)
    assert [one for one in verify().wrong if "the head is missing" in one]


def test_what_is_missing_after_the_stub_is_found(old: None) -> None:
    prune("2024-03-01")
    guards.take_down(connection)
    done_to_it("DELETE FROM {events} WHERE number = 7")
    guards.put_up(connection)
    assert verify().wrong == ["row 7 is missing"]
