"""The list as a file for a spreadsheet: all that is listed, and harmless."""

import csv
import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from appointments.index import contacts
from appointments.index.tables import Appointment
from appointments.leadway.records import AppointmentRecord
from appointments.listing import as_csv
from audit.models import AuditEvent
from tests.conftest import signed_in
from tests.pages import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]
START = datetime(2027, 7, 5, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def nothing_yet(names: Any) -> None:
    """Only what a test keeps is in the list."""
    Appointment.objects.all().delete()


def keep(id: str, *, minutes: int = 0, **fields: Any) -> None:
    start = START + timedelta(minutes=minutes)
    usual = {"start_time": start, "end_time": start + timedelta(hours=1)}
    record = AppointmentRecord(id=id, **(usual | {"title": id} | fields))
    Appointment.remember(record, seen_at=timezone.now())


def file(client: Client, **query: Any) -> str:
    address = f"/appointments.csv?{urlencode({'tab': 'all'} | query, doseq=True)}"
    answer: Any = client.get(address)
    assert answer.status_code == 200
    assert answer.streaming
    return b"".join(answer.streaming_content).decode()


def rows(client: Client, **query: Any) -> list[dict[str, str]]:
    text = file(client, **query)
    assert text[0] == "\ufeff"
    return list(csv.DictReader(text[1:].splitlines()))


def test_the_times_stand_in_the_zone_of_the_account_and_in_utc(
    as_marta: Client,
) -> None:
    contacts.remember([("c1", "Sofía Núñez", {})])
    keep(
        "one",
        contact_id="c1",
        appointment_status="noshow",
        address="+34 611 204 118",
        is_recurring=True,
    )
    (row,) = rows(as_marta)
    assert row["Start (Europe/Madrid)"] == "2027-07-05 12:00"
    assert row["Start (UTC)"] == "2027-07-05 10:00"
    assert row["End (UTC)"] == "2027-07-05 11:00"
    assert row["Contact"] == "Sofía Núñez"
    assert row["Status"] == "No-show"
    assert row["Kind of place"] == "Phone"
    assert row["Part of a series"] == "Yes"


def test_the_file_holds_what_the_page_lists_in_its_order(as_marta: Client) -> None:
    for number in range(3):
        keep(f"id{number}", minutes=number, appointment_status="new")
    keep("other", appointment_status="showed")
    found = rows(as_marta, status="new", order="desc")
    assert [row["Event"] for row in found] == ["id2", "id1", "id0"]
    assert [row["Event"] for row in rows(as_marta, q="id1")] == ["id1"]


@pytest.mark.parametrize(
    "sign", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"]
)
def test_no_text_becomes_a_formula(as_marta: Client, sign: str) -> None:
    keep("one", title=f"{sign}1+1")
    assert f'"\'{sign}1+1"' in file(as_marta)


def test_a_text_with_quotes_and_lines_stays_in_its_cell(as_marta: Client) -> None:
    keep("one", title='Dice "hola",\n=1')
    assert '"Dice ""hola"",\n=1"' in file(as_marta)


def test_it_is_sent_while_it_is_read(
    as_marta: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is held at a time is one part, however long the list is."""
    monkeypatch.setattr(as_csv, "AT_ONCE", 4)
    for number in range(10):
        keep(f"id{number}", minutes=number)
    with CaptureQueriesContext(connection) as captured:
        answer: Any = as_marta.get("/appointments.csv?tab=all")
        parts = iter(answer.streaming_content)
        head = next(parts)
        before = len(captured)
        read = []
        for part in parts:
            read.append(len(part.splitlines()))
            assert len(captured) == before + len(read)
    assert head.startswith("\ufeff".encode())
    assert read == [4, 4, 2]


def test_a_list_that_is_too_long_says_that_it_goes_on(
    as_marta: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(as_csv, "MOST", 2)
    for number in range(3):
        keep(f"id{number}", minutes=number)
    *_, second, last = file(as_marta).splitlines()
    assert '"id1"' in second
    assert last == '"The list goes on; this file does not."'


def test_it_speaks_the_language_of_who_asks(as_marta: Client, marta: Any) -> None:
    marta.language = "es"
    marta.save()
    keep("one", appointment_status="noshow")
    answer: Any = as_marta.get("/appointments.csv?tab=all")
    assert 'filename="citas-' in answer["Content-Disposition"]
    said = b"".join(answer.streaming_content).decode()
    assert '"Inicio (Europe/Madrid)"' in said
    assert '"No asistió"' in said


def test_only_who_may_take_it_away_is_offered_it(
    as_ana: Client, as_marta: Client, olga: Any
) -> None:
    keep("one")
    query = "tab=all&status=noshow&status=new"
    keep("two", appointment_status="new")
    for client in (as_marta, signed_in(olga)):
        page = read(client.get(f"/appointments/?{query}"))
        link = page.one(".head__end a", "CSV")
        assert link["href"] == f"/appointments.csv?{query}"
    page = read(as_ana.get(f"/appointments/?{query}"))
    assert not page.has(".head__end a", "CSV")
    assert as_ana.get(f"/appointments.csv?{query}").status_code == 403


def test_what_was_selected_is_a_file_of_its_own(as_marta: Client) -> None:
    for number in range(4):
        keep(f"id{number}", minutes=number)
    address = "/appointments.csv?tab=all&order=desc&q=nothing"
    answer: Any = as_marta.post(address, {"id": ["id1", "id3"], "every": ""})
    said = b"".join(answer.streaming_content).decode()
    assert [line[:5] for line in said.splitlines()[1:]] == ['"id3"', '"id1"']
    everything: Any = as_marta.post(
        "/appointments.csv?tab=all", {"id": ["id1"], "every": "1"}
    )
    said = b"".join(everything.streaming_content).decode()
    assert len(said.splitlines()) == 1 + len(("id0", "id1", "id2", "id3"))


def test_the_bar_offers_the_file_to_who_may_take_it(
    as_ana: Client, as_marta: Client
) -> None:
    keep("one")
    for client, buttons in ((as_ana, 0), (as_marta, 1)):
        page = read(client.get("/appointments/?tab=all"))
        bar = page.one("form#selection")
        assert len(bar.all("[type=submit]")) == buttons
        assert bar["action"] == "/appointments.csv?tab=all"
        assert not bar.has("[data-select=every]")
        assert page.one("#row-one .c-ck input")["form"] == "selection"


def taken_away() -> list[Any]:
    rows = AuditEvent.objects.filter(action="list.exported").order_by("number")
    return [json.loads(row.after) for row in rows]


def test_who_takes_a_list_away_is_told_with_which_and_not_whom_they_sought(
    as_marta: Client, marta: Any
) -> None:
    keep("one")
    file(as_marta, q="Sofía Núñez", status="new")
    as_marta.post("/appointments.csv?tab=all&q=Sofía", {"id": ["one"], "every": ""})
    as_marta.head("/appointments.csv?tab=all")
    listed, chosen = taken_away()
    assert listed == {"tab": ["all"], "status": ["new"], "q": ["…"]}
    assert chosen == {"chosen": ["one"]}
    event = AuditEvent.objects.filter(action="list.exported").latest("number")
    assert (event.person_id, event.source) == (marta.pk, "web")


def test_what_cannot_be_told_cannot_be_taken_away(
    as_marta: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_row: object) -> None:
        raise OperationalError("database or disk is full")

    keep("one")
    monkeypatch.setattr("audit.trail._add", full)
    assert as_marta.get("/appointments.csv?tab=all").status_code == 503
