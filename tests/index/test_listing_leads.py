"""Each filter of a list leads to its rows in their order: nothing found is sorted."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from appointments.index import listing
from appointments.index.tables import Appointment
from appointments.leadway.records import AppointmentRecord

pytestmark = pytest.mark.django_db
START = datetime(2027, 3, 1, 9, tzinfo=UTC)
COUNT, SIZE = 24, 5
SORTS = "USE TEMP B-TREE"
ONE = {
    "by_assignee": {"assigned_user_id": ("u1",)},
    "by_calendar": {"calendar_id": ("c1",)},
    "by_place": {"place_type": ("phone",)},
    "by_status": {"appointment_status": ("new",)},
}
SEVERAL = {
    "by_assignee": {"assigned_user_id": ("u1", "u2")},
    "by_status": {"appointment_status": ("new", "noshow", "showed")},
}
ROWS: dict[str, dict[str, Any]] = {
    "by_series": {"is_recurring": True},
    "by_own_save": {"edited_at__isnull": False},
    "appointment_position": {"is_recurring": False},
}


@pytest.fixture(autouse=True)
def appointments() -> None:
    """Of each filter's values there are some."""
    records = [
        AppointmentRecord(
            id=f"id{number:02}",
            start_time=START + timedelta(hours=number),
            assigned_user_id=f"u{number % 3}",
            calendar_id=f"c{number % 2}",
            appointment_status=("new", "noshow", "showed", "invalid")[number % 4],
            address=("+34 600 000 000", "Sala 2")[number % 2],
            is_recurring=number % 5 == 0,
        )
        for number in range(COUNT)
    ]
    Appointment.remember_all(records, seen_at=timezone.now())


def there() -> Any:
    return Appointment.objects.filter(gone=False, missing_since=None)


def plan(rows: Any, **how: Any) -> str:
    if connection.vendor != "sqlite":
        pytest.skip("With so few rows PostgreSQL reads them all.")
    with CaptureQueriesContext(connection) as captured:
        listing.page(rows, **how)
    (statement,) = captured.captured_queries
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {statement['sql'].replace('%', '%%')}")
        return "\n".join(step[-1] for step in cursor.fetchall())


@pytest.mark.parametrize("latest_first", [False, True])
@pytest.mark.parametrize("edge", [{}, {"after": 2**60}, {"before": 2**60}])
@pytest.mark.parametrize("index", ONE)
def test_one_value_is_led_to_without_sorting(
    index: str, edge: dict[str, int], latest_first: bool
) -> None:
    said = plan(there(), columns=ONE[index], latest_first=latest_first, **edge)
    assert f"USING INDEX {index}" in said
    assert SORTS not in said


@pytest.mark.parametrize("index", SEVERAL)
def test_of_several_values_only_a_page_of_each_is_sorted(index: str) -> None:
    said = plan(there(), columns=SEVERAL[index])
    values = next(iter(SEVERAL[index].values()))
    assert said.count(f"U0 USING INDEX {index}") == len(values)
    for part in said.split("LIST SUBQUERY")[1:]:
        assert SORTS not in part.split("SEARCH appointments_contact")[0]


@pytest.mark.parametrize("index", ROWS)
def test_what_is_set_leads_as_well(index: str) -> None:
    said = plan(there().filter(**ROWS[index]))
    assert f"USING INDEX {index}" in said
    assert SORTS not in said


def test_whichever_leads_the_others_are_looked_at_beside_it() -> None:
    """Else each row of a busy assignee would be read for a status that none has."""
    columns = [one.fields for one in Appointment._meta.indexes]
    for n, lead in enumerate(listing.LEADS):
        assert [lead, "position", *listing.LEADS[n + 1 :]] in columns


def test_of_two_filters_one_leads_and_the_other_is_looked_at() -> None:
    said = plan(there(), columns=SEVERAL["by_status"] | ONE["by_assignee"])
    assert "USING INDEX by_assignee" in said
    assert "by_status" not in said
    assert SORTS not in said


@pytest.mark.parametrize("columns", [*ONE.values(), *SEVERAL.values()])
@pytest.mark.parametrize("latest_first", [False, True])
def test_the_pages_are_the_same_as_if_all_were_sorted(
    columns: dict[str, tuple[str, ...]], latest_first: bool
) -> None:
    wanted = {f"{name}__in": values for name, values in columns.items()}
    order = "-position" if latest_first else "position"
    every = [one.event_id for one in there().filter(**wanted).order_by(order)]
    how: Any = {"columns": columns, "latest_first": latest_first, "size": SIZE}
    walked: list[list[str]] = []
    page = listing.page(there(), **how)
    while True:
        walked.append([one.event_id for one in page.rows])
        if page.after is None:
            break
        former, page = page, listing.page(there(), after=page.after, **how)
        back = listing.page(there(), before=page.before, **how)
        assert back.rows == former.rows
    assert [id for ids in walked for id in ids] == every
    assert listing.count(there(), columns=columns, most=COUNT) == len(every)


def test_more_values_than_are_merged_are_looked_at_row_by_row() -> None:
    many = tuple(f"u{number}" for number in range(listing.MOST_WAYS + 1))
    page = listing.page(there(), columns={"assigned_user_id": many})
    assert len(page.rows) == COUNT


def test_a_save_of_ours_is_noted_and_a_reading_leaves_that_as_it_is() -> None:
    record = AppointmentRecord(id="id01", start_time=START, title="Otro")
    Appointment.finish(record)
    Appointment.remember(record, seen_at=timezone.now())
    page = listing.page(there().filter(edited_at__isnull=False))
    assert [one.event_id for one in page.rows] == ["id01"]
