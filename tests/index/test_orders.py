"""Appointments by status and by contact: in that order on pages that cost the same."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from appointments.index import contacts, orders
from appointments.index.orders import BY_CONTACT, BY_STATUS, BY_UPDATE
from appointments.index.tables import Appointment
from appointments.leadway.records import AppointmentRecord
from tests import pace
from tests.benchmark import many

pytestmark = pytest.mark.django_db
START = datetime(2027, 3, 1, 9, tzinfo=UTC)
COUNT, SIZE = 31, 4
SORTS = "USE TEMP B-TREE"
INDEX = {BY_STATUS: "by_status", BY_CONTACT: "by_contact"}
NAMES = {"c0": "Ángela Muñoz", "c1": "angel", "c2": "Zoe", "c3": "Bea 2"}


@pytest.fixture
def appointments() -> None:
    contacts.remember([(id, name, {}) for id, name in NAMES.items()])
    records = [
        AppointmentRecord(
            id=f"id{number:02}",
            title="Control",
            start_time=START + timedelta(hours=number // 2),
            appointment_status=("new", "noshow", "showed", "odd", "")[number % 5],
            contact_id=f"c{number % 6}",
            assigned_user_id=f"u{number % 3}",
            date_updated=START - timedelta(hours=number * 7 % 31),
        )
        for number in range(COUNT)
    ]
    Appointment.remember_all(records, seen_at=timezone.now())


def there() -> Any:
    return Appointment.objects.filter(gone=False, missing_since=None)


def expected(by: str, *, latest_first: bool) -> list[str]:
    rows = list(there())
    rows.sort(key=lambda one: (getattr(one, by), one.position), reverse=latest_first)
    return [one.pk for one in rows]


def walk(look: Any) -> list[str]:
    """Go forwards through all pages, and check that going back finds them again."""
    page, walked = look(), []
    assert page.before is None
    while True:
        walked += [one.pk for one in page.rows]
        if page.after is None:
            return walked
        former, page = page, look(after=page.after)
        back = look(before=page.before)
        assert [one.pk for one in back.rows] == [one.pk for one in former.rows]
        assert back.after is not None
        assert back.before == former.before


@pytest.mark.usefixtures("appointments")
@pytest.mark.parametrize("latest_first", [False, True])
@pytest.mark.parametrize("by", INDEX)
def test_all_of_them_stand_in_the_order_that_was_asked_for(
    by: str, latest_first: bool
) -> None:
    def look(**edge: str) -> orders.Page:
        how: Any = {"by": by, "latest_first": latest_first, "size": SIZE}
        return orders.whole(there(), **how, **edge)

    assert walk(look) == expected(by, latest_first=latest_first)


@pytest.mark.usefixtures("appointments")
@pytest.mark.parametrize("latest_first", [False, True])
@pytest.mark.parametrize("by", [BY_STATUS, BY_CONTACT, BY_UPDATE])
@pytest.mark.parametrize("text", ["", "control"])
def test_what_a_filter_leaves_is_sorted(by: str, latest_first: bool, text: str) -> None:
    def look(**edge: str) -> orders.Page:
        how: Any = {"by": by, "latest_first": latest_first, "size": SIZE}
        columns = {"assigned_user_id": ("u1", "u2")}
        return orders.some(there(), text, columns=columns, **how, **edge)

    mine = set(there().exclude(assigned_user_id="u0").values_list("pk", flat=True))
    every = expected(by, latest_first=latest_first)
    assert walk(look) == [id for id in every if id in mine]
    assert (look().found, look().cut) == (len(mine), False)


@pytest.mark.usefixtures("appointments")
@pytest.mark.parametrize("ahead", [True, False])
def test_of_too_many_those_are_sorted_that_come_first_by_time(
    ahead: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(orders, "MOST", 10)
    page = orders.some(there(), by=BY_STATUS, ahead=ahead)
    by_time = there().order_by("position" if ahead else "-position")
    assert {one.pk for one in page.rows} == {one.pk for one in by_time[:10]}
    assert (page.found, page.cut) == (10, True)


@pytest.mark.usefixtures("appointments")
@pytest.mark.parametrize("by", INDEX)
@pytest.mark.parametrize("edge", [{}, {"after": "id07"}, {"before": "id07"}])
def test_a_page_is_read_along_its_index(by: str, edge: dict[str, str]) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("With so few rows PostgreSQL reads them all.")
    with CaptureQueriesContext(connection) as captured:
        orders.whole(there(), by=by, **edge)
    sql = captured.captured_queries[-1]["sql"].replace("%", "%%")
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        said = "\n".join(step[-1] for step in cursor.fetchall())
    assert said.count(f"USING INDEX {INDEX[by]}") == (2 if edge else 1)
    # Behind an edge two parts of a page are put in order, and no part is sorted before.
    for part in said.split("LIST SUBQUERY")[1:]:
        assert SORTS not in part.split("SEARCH appointments_contact")[0]
    assert edge or SORTS not in said


@pytest.mark.parametrize("by", INDEX)
def test_a_page_far_behind_costs_what_the_first_does(by: str) -> None:
    many.fill(4000, datetime.now(UTC))
    first = orders.whole(there(), by=by, after=expected(by, latest_first=False)[0])
    last = expected(by, latest_first=False)[3900]

    def look(after: str) -> Any:
        return lambda: orders.whole(there(), by=by, after=after)

    far, near = look(last), look(first.rows[0].pk)
    assert pace.times_as_long(far, near, under=2) < 2


@pytest.mark.usefixtures("appointments")
def test_another_name_of_a_contact_is_another_place() -> None:
    def order() -> list[str | None]:
        rows = orders.whole(there(), by=BY_CONTACT).rows
        return list(dict.fromkeys(one.contact_id for one in rows if one.who))

    assert order() == ["c1", "c0", "c3", "c2"]
    contacts.remember([("c2", "Aaron", {})])
    assert order() == ["c2", "c1", "c0", "c3"]


@pytest.mark.usefixtures("appointments")
def test_a_save_keeps_by_what_it_is_sorted() -> None:
    Appointment.finish(AppointmentRecord(id="id02", contact_id="c0", title="Otro"))
    assert Appointment.objects.get(pk="id02").who == "angela munoz"


@pytest.mark.usefixtures("appointments")
@pytest.mark.parametrize("look", [orders.whole, orders.some])
def test_behind_what_was_never_there_the_list_begins(look: Any) -> None:
    for edge in ({"after": "nobody"}, {"before": "nobody"}):
        page = look(there(), by=BY_STATUS, size=SIZE, **edge)
        first = look(there(), by=BY_STATUS, size=SIZE)
        assert [one.pk for one in page.rows] == [one.pk for one in first.rows]
