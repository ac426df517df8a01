"""Without a script another language or theme keeps a search that was not sent."""

from typing import Any

import pytest
from django.test import Client

from appointments.connection import leadway
from appointments.index import reading
from tests.editor_page import controls
from tests.pages import Part, read
from tests.troubled import OURS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]
SEARCHES = ["/appointments/?tab=all", "/history/"]
# A button says what it chooses by itself, or where it brings the token, beside it.
LOOKS = {
    "es": ".side :is([name=language][value=es], [data-look=es])",
    "dark": ".side :is([name=theme][value=dark], [data-look=dark]):not(.turn__dark)",
}


@pytest.fixture(autouse=True)
def strict(as_ana: Client) -> Client:
    as_ana.handler.enforce_csrf_checks = True
    return as_ana


def chosen(client: Client, at: str, look: str, **typed: str) -> Any:
    """Type into a page and press a button for its looks, as a browser does."""
    return pressed(client, client.get(at), LOOKS[look], **typed)


def pressed(client: Client, answer: Any, button: str, **typed: str) -> Any:
    page = read(answer)
    found = page.one(button)
    html = answer.content.decode()
    sent = controls(html, found["form"]) | {found["name"]: found["value"]} | typed
    came_from = OURS | {
        "Referer": f"http://testserver{answer.wsgi_request.get_full_path()}"
    }
    return client.post(found["formaction"], sent, headers=came_from)


def _token(page: Part) -> str:
    return page.one(LOOKS["es"])["value"]


def is_as_chosen(page: Part, look: str) -> bool:
    html = page.one("html")
    return look in (html["lang"], html["data-theme"])


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("at", SEARCHES)
def test_a_search_stays_and_no_token_is_in_its_address(
    as_ana: Client, at: str, look: str
) -> None:
    answer = chosen(as_ana, at, look, q="Muñoz & hijos")
    address = answer["Location"]
    assert address.partition("?")[0] == at.partition("?")[0]
    assert "csrf" not in address
    page = read(as_ana.get(address))
    assert page.one("#filters [name=q]")["value"] == "Muñoz & hijos"
    assert is_as_chosen(page, look)
    if "tab" in at:
        assert page.one("#filters [name=tab]")["value"] == "all"


@pytest.mark.parametrize("at", SEARCHES)
def test_with_nothing_typed_the_page_is_the_very_same(as_ana: Client, at: str) -> None:
    joint = "&" if "?" in at else "?"
    here = f"{at}{joint}q=ana&after=5"
    assert chosen(as_ana, here, "es")["Location"] == here


def test_what_is_chosen_beside_stays_too(as_ana: Client) -> None:
    answer = chosen(as_ana, "/history/?q=ana&field=title", "es", state="accepted")
    page = read(as_ana.get(answer["Location"]))
    assert page.one("#history-state [selected]")["value"] == "accepted"
    assert page.one("#history-field [selected]")["value"] == "title"


def test_what_is_emptied_stays_empty(as_ana: Client) -> None:
    answer = chosen(as_ana, "/appointments/?q=ana", "es", q="")
    page = read(as_ana.get(answer["Location"]))
    assert page.one("#listing-q").get("value") == ""


@pytest.mark.parametrize("look", LOOKS)
def test_the_page_of_the_palette_keeps_it_however_long_it_is(
    as_ana: Client, look: str
) -> None:
    typed = "Elena " * 2000
    answer = chosen(as_ana, "/search/?q=hombro", look, q=typed)
    assert answer.status_code == 200
    page = read(answer)
    assert page.one("#search-q")["value"] == typed
    assert is_as_chosen(page, look)


def test_so_does_a_deed_that_the_palette_found(as_ana: Client) -> None:
    found = as_ana.get("/search/?q=dark")
    answer = pressed(as_ana, found, "main [name=theme][value=dark]", q="a medias")
    page = read(answer)
    assert page.one("#search-q")["value"] == "a medias"
    assert is_as_chosen(page, "dark")


def test_what_was_pasted_and_holds_no_id_stays_whole(as_ana: Client) -> None:
    pasted = '{"nada": "' + "x" * 300 + '"}'
    answer = chosen(as_ana, "/open/?q=%C2%A1", "es", q=pasted)
    page = read(answer)
    assert page.one("#open-again").text == pasted
    assert is_as_chosen(page, "es")


def test_what_is_typed_into_a_panel_stays_over_its_page(
    as_ana: Client, booked: dict[str, Any]
) -> None:
    over = f"/appointments/?q=ana&open={booked['id']}"
    reading.load(booked["id"])
    answer = chosen(as_ana, over, "es", title="A medias")
    assert answer["Location"] == f"{over}&draft={booked['id']}"
    page = read(as_ana.get(answer["Location"]))
    assert page.one("#panel #f-title")["value"] == "A medias"
    assert page.one("#listing-q")["value"] == "ana"


@pytest.mark.parametrize("look", LOOKS)
def test_what_somebody_makes_of_a_note_stays(
    as_ana: Client, booked: dict[str, Any], look: str
) -> None:
    leadway().add_note(booked["id"], "Viene antes")
    note = leadway().add_note(booked["id"], "Llega tarde")
    here = f"/appointments/{booked['id']}/notes/"
    change = read(as_ana.get(here)).one(f"#note-{note.id} a")["href"]
    page = read(chosen(as_ana, f"{here}{change.removeprefix(here)}", look, text="No"))
    assert page.one("textarea").text == "No"
    assert page.one("#note-change [name=was]")["value"] == "Llega tarde"
    assert is_as_chosen(page, look)


@pytest.mark.parametrize("at", [*SEARCHES, "/search/", "/open/"])
def test_enter_asks_and_chooses_nothing(as_ana: Client, at: str) -> None:
    """Of all buttons of the form the first one in the page is what Enter presses."""
    page = read(as_ana.get(at))
    form = page.one(LOOKS["es"])["form"]
    buttons = page.all(f"[form={form}], #{form} button")
    first = next(one for one in buttons if one.get("type") == "submit")
    assert first.get("formaction") is None


def test_it_leads_nowhere_else_and_takes_no_other_choice(as_ana: Client) -> None:
    page = read(as_ana.get("/history/"))
    url, token = "/preferences/looks/", {"csrfmiddlewaretoken": _token(page)}
    elsewhere = f"{url}?language=es&next=//evil.example/"
    assert as_ana.post(elsewhere, token, headers=OURS)["Location"] == "/"
    assert as_ana.post(f"{url}?language=fr", token, headers=OURS).status_code == 400
    assert as_ana.post(f"{url}?language=es", headers=OURS).status_code == 403
