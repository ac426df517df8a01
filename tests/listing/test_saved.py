"""Views that people save: their own, and those that a manager gives to everybody."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from appointments.listing.tables import SavedView
from people.models import User
from tests.listing.test_views import keep, nothing_yet, page
from tests.pages import read

__all__ = ["nothing_yet"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]
QUERY = "tab=all&status=noshow"
# Of every page of the list.
STATEMENTS = 6


def saved(client: Client, **posted: str) -> Any:
    usual = {"name": "Ausencias", "query": QUERY}
    return client.post("/views/", usual | posted)


def named(client: Client) -> list[str]:
    return page(client).texts("#saved-views .nav__t")


def test_a_view_is_saved_under_its_name_and_leads_back(as_ana: Client) -> None:
    form = page(as_ana, tab="all", status="noshow").one("form.save")
    assert form.one("[name=query]")["value"] == QUERY
    assert not form.has("[name=shared]")
    answer = saved(as_ana, query=form.one("[name=query]")["value"])
    assert answer["Location"] == f"/appointments/?{QUERY}"
    after = read(as_ana.get(answer["Location"]))
    link = after.one("#saved-views a", "Ausencias")
    assert link["href"] == f"/appointments/?{QUERY}"
    assert link["aria-current"] == "page"
    assert not after.has("form.save")
    drop = after.one(".head form", "Delete view")
    assert as_ana.post(drop["action"])["Location"] == f"/appointments/?{QUERY}"
    assert named(as_ana) == []


def test_a_view_of_somebody_is_nobody_elses(as_ana: Client, as_marta: Client) -> None:
    saved(as_ana)
    (view,) = SavedView.objects.all()
    assert named(as_marta) == []
    assert as_marta.post(f"/views/{view.pk}/drop/").status_code == 403


def test_what_a_manager_shares_is_everybodys(as_ana: Client, as_marta: Client) -> None:
    saved(as_marta, shared="1")
    assert named(as_ana) == ["Ausencias"]
    (view,) = SavedView.objects.all()
    assert as_ana.post(f"/views/{view.pk}/drop/").status_code == 403
    assert page(as_marta, status="new", tab="all").has("form.save [name=shared]")


def test_who_may_not_share_does_not(as_ana: Client) -> None:
    assert saved(as_ana, shared="1").status_code == 403
    assert not SavedView.objects.exists()


def test_the_same_name_again_takes_its_place(as_ana: Client) -> None:
    saved(as_ana)
    saved(as_ana, query="tab=all&status=new")
    assert [view.query for view in SavedView.objects.all()] == ["tab=all&status=new"]


@pytest.mark.parametrize(
    ("name", "query"), [("", QUERY), ("  ", QUERY), ("Todo", ""), ("Todo", "x=<b>&y")]
)
def test_what_says_nothing_is_not_saved(as_ana: Client, name: str, query: str) -> None:
    assert saved(as_ana, name=name, query=query).status_code == 302
    assert not SavedView.objects.exists()


def test_a_view_of_another_account_is_not_shown(as_ana: Client, ana: User) -> None:
    SavedView.objects.create(account="other", person=ana, name="Otra", query=QUERY)
    (view,) = SavedView.objects.all()
    assert named(as_ana) == []
    assert as_ana.post(f"/views/{view.pk}/drop/").status_code == 404


def test_the_page_asks_no_more_however_many_are_saved(
    as_ana: Client, ana: User
) -> None:
    for number in range(120):
        keep(f"id{number}", 2 + number)
    for number in range(20):
        saved(as_ana, name=f"Vista {number}")
    with CaptureQueriesContext(connection) as captured:
        page(as_ana, tab="all")
    assert len(captured) <= STATEMENTS
