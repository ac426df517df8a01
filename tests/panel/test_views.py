"""The editor over another page: what that page shows, and what the panel answers."""

from collections import Counter
from typing import Any

import pytest
from django.test import Client

from appointments.edits import saving
from appointments.edits.tables import Edit
from appointments.index import contacts, reading
from people.models import User
from tests.conftest import Book
from tests.editor_page import Editor, controls
from tests.intents import intent
from tests.own_day import OwnDay
from tests.pages import Part, read
from tests.sandboxed import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]


@pytest.fixture
def booked(as_ana: Client, book: Book, own: OwnDay) -> dict[str, Any]:
    one = book()
    as_ana.post(f"/_refresh/?date={own}")
    return one


class Below:
    """A page below a panel, and the requests that its script makes."""

    def __init__(self, client: Client, address: str, event_id: str) -> None:
        joint = "&" if "?" in address else "?"
        self.client, self.event_id, self.page = client, event_id, address
        self.address = f"{address}{joint}open={event_id}"
        self.url = f"/appointments/{event_id}/"
        self.headers = {
            "HX-Request": "true",
            "HX-Current-URL": f"http://testserver{self.address}",
        }

    def load(self) -> Part:
        return read(self.client.get(self.address))

    def ask(self, query: str = "") -> Any:
        return self.client.get(f"{self.url}_panel/{query}", headers=self.headers)

    def post(self, fragment: str, **typed: str) -> Any:
        html = self.ask().content.decode()
        sent = controls(html) | typed
        return self.client.post(self.url + fragment, sent, headers=self.headers)


@pytest.fixture
def over_a_day(as_ana: Client, booked: dict[str, Any], own: OwnDay) -> Below:
    return Below(as_ana, f"/?date={own}", booked["id"])


@pytest.fixture
def over_the_list(as_ana: Client, booked: dict[str, Any], own: OwnDay) -> Below:
    return Below(as_ana, f"/appointments/?from={own}", booked["id"])


@pytest.mark.parametrize("name", ["over_a_day", "over_the_list"])
def test_a_page_shows_the_appointment_that_its_address_names(
    name: str, request: pytest.FixtureRequest, sandbox: Sandbox
) -> None:
    below: Below = request.getfixturevalue(name)
    sandbox.clear()
    page = below.load()
    assert len(page.all("h1")) == 1
    panel = page.one(".panel")
    assert panel["data-appointment"] == below.event_id
    assert panel.one("#editor")["action"] == below.url
    assert panel.one("[data-close]")["href"] == below.page
    assert panel.one("[data-full]")["href"] == below.url
    assert sandbox.journal() == []


@pytest.mark.parametrize("name", ["over_a_day", "over_the_list"])
def test_no_id_is_in_the_page_twice(
    name: str, request: pytest.FixtureRequest, as_ana: Client
) -> None:
    below: Below = request.getfixturevalue(name)
    Editor(as_ana, below.event_id).save(title="Otra")
    page = below.load()
    ids = Counter(one["id"] for one in page.all("[id]"))
    assert [name for name, count in ids.items() if count > 1] == []


def test_its_rows_say_which_appointment_they_open(
    over_a_day: Below, over_the_list: Below
) -> None:
    for below in (over_a_day, over_the_list):
        rows = below.load().all(f'main [data-appointment="{below.event_id}"]')
        assert rows
        assert {row.one("a[data-open]")["href"] for row in rows} == {below.url}


@pytest.mark.parametrize("named", ["", "../etc", "x" * 200])
def test_a_page_without_an_appointment_has_an_empty_panel(
    as_ana: Client, own: OwnDay, named: str
) -> None:
    page = read(as_ana.get("/", {"date": str(own), "open": named}))
    assert page.one("edit-panel").text == ""


def test_what_no_copy_is_known_of_is_asked_for_after_the_page(
    as_ana: Client, own: OwnDay, sandbox: Sandbox
) -> None:
    below = Below(as_ana, f"/?date={own}", "nobody-knows-this")
    sandbox.clear()
    panel = below.load().one(".panel")
    assert panel["hx-get"] == f"{below.url}_panel/"
    assert panel["hx-trigger"] == "load"
    assert sandbox.journal() == []
    answer = below.ask()
    assert answer.status_code == 404
    assert "There is no appointment at this address" in read(answer)


@pytest.mark.parametrize("part", ["contact", "record"])
def test_what_stands_behind_a_tab_is_asked_for_by_who_chooses_it(
    over_a_day: Below, sandbox: Sandbox, part: str
) -> None:
    contacts.refresh([reading.load(over_a_day.event_id).record])
    sandbox.clear()
    place = over_a_day.load().one(f"#{part}")
    asks = place.one("[hx-trigger=intersect]")
    assert (asks["hx-target"], asks["hx-swap"]) == (f"#{part}", "outerHTML")
    # Who has no script finds it on the full page.
    assert place.one(".only-plain a")["href"] == f"{over_a_day.url}#{part}"
    answer = over_a_day.client.get(asks["hx-get"], headers=over_a_day.headers)
    whole = read(over_a_day.client.get(over_a_day.url)).one(f"#{part}")
    assert read(answer).one(f"#{part}").text == whole.text
    assert len(whole.text) > len(place.text)
    assert sandbox.journal() == []


def test_an_edit_is_marked_in_the_record_at_once(
    over_a_day: Below, ana: User, booked: dict[str, Any]
) -> None:
    edit = saving.save(intent(booked, ana, title="Otra"))
    shown = read(over_a_day.ask(f"?edit={edit.pk}")).one("#record")
    assert "as sent" in shown


def test_a_part_of_the_page_comes_without_the_panel(over_the_list: Below) -> None:
    answer = over_the_list.client.get(
        over_the_list.address, headers=over_the_list.headers
    )
    assert not read(answer).has(".panel")


def test_the_panel_goes_on_with_a_draft(over_a_day: Below) -> None:
    over_a_day.post("_review/", title="A medias")
    assert read(over_a_day.ask()).has("a[data-open]", "Go on")
    taken_up = read(over_a_day.ask("?draft"))
    assert taken_up.one("#f-title")["value"] == "A medias"


def test_a_discard_shows_the_panel_anew(over_a_day: Below) -> None:
    over_a_day.post("_review/", title="A medias")
    answer = over_a_day.post("_discard/")
    assert (answer.status_code, answer["Location"]) == (302, f"{over_a_day.url}_panel/")
    plain = over_a_day.client.post(f"{over_a_day.url}_discard/")
    assert plain["Location"] == over_a_day.url


def test_what_is_renewed_after_a_save_stays_in_the_panel(over_a_day: Below) -> None:
    over_a_day.post("", title="Otra")
    edit = Edit.objects.get()
    answer = over_a_day.post("_renewed/", edited=str(edit.pk), looked="false")
    assert answer["HX-Replace-Url"] == over_a_day.address
    head = read(answer).one("#apt-head")
    assert head.has("h2")
    assert not head.has("h1")


def test_who_may_only_look_does_so(as_carlos: Client, booked: Any, own: OwnDay) -> None:
    panel = Below(as_carlos, f"/?date={own}", booked["id"]).load().one(".panel")
    assert "You can look, not change." in panel
    assert not panel.has("#save")


def test_an_old_link_opens_what_became_of_it(
    over_a_day: Below, ana: User, booked: dict[str, Any]
) -> None:
    edit = saving.save(intent(booked, ana, title="Otra"))
    Edit.objects.filter(pk=edit.pk).update(event_id="it-was-this")
    answer = Below(over_a_day.client, "/", "it-was-this").ask()
    assert (answer.status_code, answer["Location"]) == (302, f"{over_a_day.url}_panel/")


def test_an_edit_in_a_row_and_in_the_panel_over_it_are_told_apart(
    over_a_day: Below, ana: User, booked: dict[str, Any]
) -> None:
    edit = saving.save(intent(booked, ana, title="Otra"))
    line = over_a_day.client.get(
        f"/edits/{edit.pk}/_receipt/?in_line", headers=over_a_day.headers
    )
    told = read(over_a_day.ask(f"?edit={edit.pk}"))
    ids = [read(line).one(".said")["id"], told.one(".receipt")["id"]]
    assert len(set(ids)) == 2
