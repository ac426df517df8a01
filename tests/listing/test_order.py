"""Orders other than that of time, page by page at the same cost."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from appointments.index import contacts, listing, orders
from appointments.index.tables import Appointment
from tests.listing.test_views import NOW, STATEMENTS, ids, keep, nothing_yet, page
from tests.pages import read

__all__ = ["nothing_yet"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]
# What reads appointments for a page.
ONE = 'FROM "appointments_appointment"'


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """As they were changed, the last one first; their starts are the other way."""
    for number in range(9):
        keep(f"id{number}", 30 - number, date_updated=NOW - timedelta(hours=number))
    return [f"id{number}" for number in range(9)]


def plan(sql: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql.replace('%', '%%')}")
        return "\n".join(step[-1] for step in cursor.fetchall())


def test_the_heading_sorts_by_the_last_change_and_back(
    as_carlos: Client, kept: list[str]
) -> None:
    before = page(as_carlos)
    assert ids(before) == kept[::-1]
    link = before.one("thead .c-up a")
    after = read(as_carlos.get(link["href"]))
    assert ids(after) == kept
    assert after.one("thead .c-up")["aria-sort"] == "descending"
    assert after.one("thead .c-when").get("aria-sort") is None
    back = read(as_carlos.get(after.one("thead .c-up a")["href"]))
    assert ids(back) == kept[::-1]


def test_what_is_searched_for_is_sorted_as_well(
    as_carlos: Client, kept: list[str]
) -> None:
    said = page(as_carlos, q="id", order="updated")
    assert ids(said) == kept
    assert said.one("thead .c-up")["aria-sort"] == "descending"


def test_of_a_rare_filter_no_more_is_read_however_many_there_are(
    as_carlos: Client, kept: list[str], names: Any
) -> None:
    """Its own index leads, and not the order of all changes there ever were."""
    if connection.vendor != "sqlite":
        pytest.skip("With so few rows PostgreSQL reads them all.")
    person = next(iter(names.assignees))
    keep("mine", 3, assigned_user_id=person)
    for query, index in (
        ({"assignee": person}, "by_assignee"),
        ({"status": "noshow"}, "by_status"),
        ({"place": "phone", "tab": "all"}, "by_place"),
        ({"days": "tomorrow"}, "appointment_position (position>? AND position<?)"),
        ({"changes": "ours", "tab": "all"}, "by_own_save"),
    ):
        with CaptureQueriesContext(connection) as captured:
            page(as_carlos, order="updated", **query)
        every = [plan(one["sql"]) for one in captured if ONE in one["sql"]]
        assert any(index in one for one in every), query
        assert not any("appointment_updated" in one for one in every), query


@pytest.mark.parametrize("order", ["contact", "status", "updated"])
def test_where_not_all_are_sorted_the_page_says_so(
    as_carlos: Client, kept: list[str], monkeypatch: pytest.MonkeyPatch, order: str
) -> None:
    told = "only the 1,000 that come next are sorted"
    query = {"order": order, "q": "id"}
    assert told not in page(as_carlos, **query)
    monkeypatch.setattr(orders, "MOST", 4)
    said = page(as_carlos, **query)
    assert told in said
    assert sorted(ids(said)) == ["id5", "id6", "id7", "id8"]
    assert "only the latest 1,000 are sorted" in page(as_carlos, **query, tab="all")


def test_heads_sort_by_contact_and_by_status_and_the_other_way_round(
    as_carlos: Client,
) -> None:
    contacts.remember([("c1", "Ángel Ruiz", {}), ("c2", "Zoe Pla", {})])
    keep("zoe", 3, contact_id="c2", appointment_status="new")
    keep("angel", 9, contact_id="c1", appointment_status="noshow")
    keep("nobody", 6, appointment_status="confirmed")
    for tab in ("all", "upcoming"):
        said = page(as_carlos, tab=tab)
        for head, first, groups in (
            (".c-who", ["nobody", "angel", "zoe"], ["Without a name", "A", "Z"]),
            (
                ".c-st",
                ["nobody", "zoe", "angel"],
                ["Confirmed", "Unconfirmed", "No-show"],
            ),
        ):
            there = read(as_carlos.get(said.one(f"#list thead {head} a")["href"]))
            assert ids(there) == first
            assert there.texts(".grouprow") == groups
            assert there.one(f"thead {head}")["aria-sort"] == "ascending"
            back = read(as_carlos.get(there.one(f"thead {head} a")["href"]))
            assert ids(back) == first[::-1]
            assert back.one(f"thead {head}")["aria-sort"] == "descending"
            assert ids(read(as_carlos.get(back.one("thead .c-when a")["href"]))) == [
                "zoe",
                "nobody",
                "angel",
            ]


@pytest.mark.parametrize("query", [{"tab": "all"}, {"tab": "all", "q": "id"}])
@pytest.mark.parametrize("order", ["contact", "status-desc"])
def test_pages_in_such_an_order_name_no_person(
    as_carlos: Client, query: dict[str, str], order: str
) -> None:
    contacts.remember([(f"c{n}", f"Persona {n}", {}) for n in range(7)])
    for number in range(120):
        keep(f"id{number:03}", 2 + number, contact_id=f"c{number % 7}")
    said, walked = page(as_carlos, order=order, **query), []
    first = ids(said)
    while said.has("a[rel=next]"):
        walked += ids(said)
        link = said.one("a[rel=next]")["href"]
        assert "persona" not in link.lower()
        with CaptureQueriesContext(connection) as captured:
            said = read(as_carlos.get(link))
        assert len(captured) <= STATEMENTS
    walked += ids(said)
    assert sorted(walked) == [f"id{number:03}" for number in range(120)]
    while said.has("a[rel=prev]"):
        said = read(as_carlos.get(said.one("a[rel=prev]")["href"]))
    assert ids(said) == first


def test_it_is_read_along_its_index(as_carlos: Client, kept: list[str]) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("With so few rows PostgreSQL reads them all.")
    with CaptureQueriesContext(connection) as captured:
        page(as_carlos, order="updated")
        (sql,) = [q["sql"] for q in captured if '"updated" DESC' in q["sql"]]
    said = plan(sql)
    assert "USING INDEX appointment_updated" in said
    # The mark of each row sorts its own few edits.
    assert "USE TEMP B-TREE" not in said.split("CORRELATED")[0]


def test_the_pages_go_on_in_that_order(kept: list[str]) -> None:
    walked: list[str] = []
    after = None
    while True:
        part = listing.page(
            Appointment.objects.all(),
            after=after,
            latest_first=True,
            by=listing.BY_UPDATE,
            size=4,
        )
        walked += [one.event_id for one in part.rows]
        after = part.after
        if after is None:
            break
    assert walked == kept
