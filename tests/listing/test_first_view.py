"""The view that the list opens with for a role: who may save for all chooses it."""

from typing import Any

import pytest
from django.test import Client

from appointments.listing.tables import SavedView
from people.models import User
from people.roles import STAFF, VIEWER
from tests.listing.test_saved import QUERY, saved
from tests.listing.test_views import ids, keep, nothing_yet, page
from tests.pages import read

__all__ = ["nothing_yet"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]
HERE = f"/appointments/?{QUERY}"


@pytest.fixture
def shared(as_marta: Client) -> SavedView:
    saved(as_marta, shared="1")
    return SavedView.objects.get()


def first(client: Client, view: SavedView, *roles: str) -> Any:
    return client.post(f"/views/{view.pk}/first/", {"role": roles})


def test_the_list_opens_with_the_view_of_the_role(
    as_marta: Client, as_ana: Client, as_carlos: Client, shared: SavedView
) -> None:
    form = read(as_marta.get(HERE)).one("#view form", "The list opens with it for")
    assert form["action"] == f"/views/{shared.pk}/first/"
    assert not form.has("[checked]")
    assert first(as_marta, shared, STAFF)["Location"] == HERE
    assert read(as_marta.get(HERE)).one("#view [checked]")["value"] == STAFF
    assert as_ana.get("/appointments/")["Location"] == HERE
    for other in (as_marta, as_carlos):
        assert other.get("/appointments/").status_code == 200


def test_all_appointments_and_the_upcoming_ones_are_one_press_away(
    as_marta: Client, as_ana: Client, shared: SavedView
) -> None:
    keep("ahead", 3)
    keep("missed", -3, appointment_status="noshow")
    first(as_marta, shared, STAFF)
    opened = read(as_ana.get("/appointments/", follow=True))
    assert ids(opened) == ["missed"]
    every = opened.one(".filters__end a", "All appointments")["href"]
    assert ids(read(as_ana.get(every))) == ["missed", "ahead"]
    for link in opened.all("nav.seg a") + opened.all(".filter__x"):
        assert link["href"] != "/appointments/?"
        assert as_ana.get(link["href"]).status_code == 200
    upcoming = page(as_ana, tab="upcoming")
    assert ids(upcoming) == ["ahead"]
    assert not upcoming.has(".filters__end a")


def test_what_is_emptied_by_hand_is_not_led_back(
    as_marta: Client, as_ana: Client, shared: SavedView
) -> None:
    first(as_marta, shared, STAFF)
    answer: Any = as_ana.get("/appointments/?q=", headers={"HX-Request": "true"})
    assert answer["HX-Replace-Url"] == "/appointments/?tab=upcoming"


def test_a_role_has_one_view_at_most(as_marta: Client, shared: SavedView) -> None:
    saved(as_marta, name="Otra", query="tab=all&status=new", shared="1")
    first(as_marta, shared, STAFF, VIEWER)
    other = SavedView.objects.get(name="Otra")
    first(as_marta, other, STAFF, "nonsense")
    kept = dict(SavedView.objects.values_list("name", "default_of"))
    assert kept == {"Ausencias": VIEWER, "Otra": STAFF}


def test_a_view_that_is_nobody_elses_any_more_opens_nothing(
    as_marta: Client, as_ana: Client, shared: SavedView
) -> None:
    first(as_marta, shared, STAFF)
    saved(as_marta, shared="")
    SavedView.objects.update(shared=False)
    assert as_ana.get("/appointments/").status_code == 200
    saved(as_marta)
    assert SavedView.objects.get().default_of == ""


def test_only_who_may_save_for_everybody_chooses_it(
    as_ana: Client, as_marta: Client, ana: User, shared: SavedView
) -> None:
    assert not read(as_ana.get(HERE)).has("#view")
    assert first(as_ana, shared, STAFF).status_code == 403
    saved(as_ana, name="Mía", query="tab=past")
    mine = SavedView.objects.get(person=ana)
    assert first(as_marta, mine, STAFF).status_code == 404
    assert not read(as_ana.get("/appointments/?tab=past")).has("#view fieldset")
