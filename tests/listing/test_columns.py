"""Which columns the list has: each person's own choice."""

from typing import Any

import pytest
from django.test import Client

from appointments.listing.columns import ALWAYS, LABELS, USUAL
from people.models import User
from tests.listing.test_views import keep, nothing_yet, page
from tests.pages import Part, read

__all__ = ["nothing_yet"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]
HERE = "/appointments/?tab=all&status=new"


def choose(client: Client, *columns: str, back: str = HERE) -> Any:
    return client.post("/columns/", {"column": columns, "back": back})


def heads(shown: Part) -> list[str]:
    return [one for one in shown.texts("#list thead th") if one]


def test_the_usual_columns_are_there_until_somebody_chooses(
    as_carlos: Client, names: Any
) -> None:
    (calendar, *_), name = names.calendars, next(iter(names.calendars.values())).name
    keep("one", calendar_id=calendar)
    before = page(as_carlos)
    usual = ["When", "Contact", "Title", "Assignee", "Place", "Status", "Updated"]
    assert heads(before) == usual
    assert choose(as_carlos, "calendar")["Location"] == HERE
    after = page(as_carlos)
    assert heads(after) == ["When", "Contact", "Calendar", "Status"]
    assert after.one("#row-one .c-ca").text == name
    assert not after.has("#row-one .c-title")
    assert not after.has("#row-one .c-who__t")


@pytest.mark.parametrize("chosen", [USUAL, tuple(LABELS), ()])
def test_each_row_has_a_cell_for_each_heading(
    as_carlos: Client, chosen: tuple[str, ...]
) -> None:
    keep("one")
    choose(as_carlos, *chosen)
    shown = page(as_carlos)
    count = len(ALWAYS) + len(chosen)
    assert len(shown.all("#list thead th")) == count
    assert len(shown.all("#row-one > td")) == count
    assert shown.one(".grouprow th")["colspan"] == str(count)


def test_the_choice_is_ticked_in_a_plain_form_and_kept(
    as_carlos: Client, carlos: User
) -> None:
    form = page(as_carlos).one("#columns form")
    assert form["action"] == "/columns/"
    ticked = [one["value"] for one in form.all("[name=column][checked]")]
    assert ticked == list(USUAL)
    choose(as_carlos, "updated", "title", "nonsense")
    carlos.refresh_from_db()
    assert carlos.list_columns == "title updated"
    form = page(as_carlos).one("#columns form")
    assert [one["value"] for one in form.all("[checked]")] == ["title", "updated"]


def test_the_choice_is_nobody_elses(as_carlos: Client, as_ana: Client) -> None:
    choose(as_carlos)
    keep("one")
    assert "Title" in heads(page(as_ana))


def test_a_file_holds_every_column_whatever_is_chosen(as_marta: Client) -> None:
    keep("one")
    choose(as_marta)
    assert "A CSV file always holds all of them." in page(as_marta).one("#columns")
    answer: Any = as_marta.get("/appointments.csv?tab=all")
    assert '"Title"' in b"".join(answer.streaming_content).decode()


def test_an_open_list_is_renewed_when_another_one_chose(as_carlos: Client) -> None:
    keep("one")
    shown = page(as_carlos)
    have = shown.one("#looked-at input[name=have]")["value"]
    address = f"{shown.one('live-part')['hx-get']}&have={have}"
    assert as_carlos.get(address).status_code == 204
    choose(as_carlos, "calendar")
    assert read(as_carlos.get(address)).has("thead .c-ca")


@pytest.mark.parametrize("back", ["", "//evil.example/", "https://evil.example/"])
def test_it_leads_back_to_nowhere_else(as_carlos: Client, back: str) -> None:
    assert choose(as_carlos, back=back)["Location"] == "/appointments/"
