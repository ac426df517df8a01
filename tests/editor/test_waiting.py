"""What was saved and waits to be sent is not unsaved: only what was typed since."""

from typing import Any

import pytest
from django.test import Client

from appointments.edits import settling
from appointments.edits.tables import Edit
from tests.conftest import Book
from tests.editor_page import Editor, keys
from tests.edits.waiting import sent
from tests.intents import puts
from tests.pages import Part, read
from tests.sandboxed import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]
BOTH = {"title": "Espera", "appointment_status": "showed"}


@pytest.fixture
def booked(book: Book) -> dict[str, Any]:
    return book(title="Antes", description="Nada")


@pytest.fixture
def saved(sandbox: Sandbox, as_ana: Client, booked: dict[str, Any]) -> Editor:
    """A page whose save waits; `html` is what it renewed of itself then."""
    page = Editor(as_ana, booked["id"])
    wait(page, sandbox, **BOTH)
    return page


def wait(page: Editor, sandbox: Sandbox, **typed: str) -> None:
    sandbox.fault("rate_burst", method="PUT", retry_after=0)
    answer = page.save(**typed)
    sandbox.clear()
    assert answer.status_code == 202
    hear(page, page.renew(answer).content.decode(), **typed)


def hear(page: Editor, renewal: str, **typed: str) -> None:
    """Take over the keys that came, and what was typed."""
    page.html = renewal
    found = dict(keys(renewal))
    if found:
        page.fields.pop("waits", None)
    page.fields |= {**typed, **found}
    page.sent = dict(page.fields)


def reviewed(page: Editor, **typed: str) -> Part:
    return read(page.review(**typed).content.decode())


def count(shown: Part) -> int:
    return int(shown.one("#review")["data-count"])


def edits() -> list[str]:
    return list(Edit.objects.order_by("pk").values_list("state", flat=True))


def test_what_waits_is_no_change_and_is_said_in_its_section(saved: Editor) -> None:
    for shown in (saved.shown, reviewed(saved)):
        assert count(shown) == 0
        assert "was Antes waiting to be sent" in shown.one("#was-what")
        assert "waiting to be sent" in shown.one("#was-status")
        assert not shown.has("[data-undo]")
    assert saved.shown.one("#f-title")["data-was"] == "Espera"
    assert saved.shown.one("#f-status-showed").get("data-was") is not None


def test_a_return_to_it_shows_the_same(saved: Editor, as_ana: Client) -> None:
    again = Editor(as_ana, Edit.objects.get().event_id)
    assert count(again.shown) == 0
    assert again.fields["waits"] == saved.fields["waits"]
    assert "was Antes waiting to be sent" in again.shown.one("#was-what")
    assert again.shown.one("#f-title")["data-was"] == "Espera"


def test_what_is_typed_since_is_a_change_of_what_waits(saved: Editor) -> None:
    shown = reviewed(saved, title="Otra", description="Luego")
    assert count(shown) == 2
    (title, description) = shown.texts(".review__t tr")
    assert title.startswith("Title Espera Otra")
    assert description.startswith("Description Nada Luego")
    assert shown.one("#review")["data-touched"] == "description title"
    assert "goes out together with it" in shown.one("#review-said")


def test_a_save_of_that_takes_its_place(
    saved: Editor, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    answer = saved.save(description="Luego")
    assert answer.status_code == 200
    assert edits() == ["withdrawn", "accepted"]
    (body,) = puts(sandbox, booked["id"])
    assert (body["title"], body["appointmentStatus"]) == ("Espera", "showed")
    hear(saved, saved.renew(answer).content.decode(), description="Luego")
    assert "waits" not in saved.fields
    assert not saved.shown.has(".was .tag")
    assert count(saved.shown) == 0


def test_what_is_put_back_since_does_not_leave(
    saved: Editor, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    shown = reviewed(saved, title="Antes")
    assert count(shown) == 1
    assert shown.texts(".review__t tr")[0].startswith("Title Espera Antes")
    assert saved.save(title="Antes").status_code == 200
    assert edits() == ["withdrawn", "accepted"]
    (body,) = puts(sandbox, booked["id"])
    assert "title" not in body
    assert body["appointmentStatus"] == "showed"


def test_all_put_back_is_taken_back(
    saved: Editor, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    calls = len(puts(sandbox, booked["id"]))
    before = {"title": "Antes", "appointment_status": "confirmed"}
    assert count(reviewed(saved, **before)) == 2
    answer = saved.save(**before)
    assert "Taken back" in read(answer)
    assert (edits(), sent()) == (["withdrawn"], 0)
    hear(saved, saved.renew(answer).content.decode(), **before)
    assert count(saved.shown) == 0
    assert len(puts(sandbox, booked["id"])) == calls


def test_what_was_put_back_is_there_on_return(saved: Editor, as_ana: Client) -> None:
    saved.review(title="Antes")
    again = Editor(as_ana, Edit.objects.get().event_id)
    assert again.fields["title"] == "Antes"
    assert count(again.shown) == 1


def test_what_is_taken_back_is_unsaved_again(saved: Editor) -> None:
    edit = Edit.objects.get()
    answer = saved.client.post(
        f"/edits/{edit.pk}/withdraw/", headers={"HX-Request": "true"}
    )
    hear(saved, saved.renew(answer).content.decode())
    assert "waits" not in saved.fields
    assert count(saved.shown) == 2
    assert saved.shown.one("#f-title")["value"] == "Espera"
    assert saved.shown.one("#f-title")["data-was"] == "Antes"
    assert "Undo" in saved.shown.one("#was-what")


def test_what_goes_out_by_itself_is_the_record_then(saved: Editor) -> None:
    saved.fields["description"] = "Luego"
    settling.send_again(edit := Edit.objects.get())
    answer = saved.client.get(
        f"/edits/{edit.pk}/_receipt/?still=1", headers={"HX-Request": "true"}
    )
    saved.sent = dict(saved.fields)
    hear(saved, saved.renew(answer).content.decode())
    assert "waits" not in saved.fields
    assert "was" not in saved.shown.one("#was-status").text
    assert count(saved.shown) == 1
    assert saved.shown.one("#f-title").get("data-was") is None


def test_another_tab_hears_of_it(saved: Editor, as_ana: Client) -> None:
    settling.take_back(Edit.objects.get())
    fresh = read(saved.post("_fresh/", known="1"))
    assert count(fresh) == 2
    assert fresh.one("#f-title")["data-was"] == "Antes"
    assert not fresh.has("[name=waits]")


def test_a_place_that_waits_stays_as_it_was_typed(
    as_ana: Client, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    own = {"place": "own", "meeting_location_type": "phone", "address": "+34 600"}
    page = Editor(as_ana, booked["id"])
    wait(page, sandbox, **own)
    for shown in (page.shown, Editor(as_ana, booked["id"]).shown):
        assert count(shown) == 0
        for name in ("place-own", "type-phone"):
            radio = shown.one(f"#f-{name}")
            assert (radio.get("checked"), radio.get("data-was")) == ("", "")
        assert shown.one("#f-address")["data-was"] == "+34 600"
    kept = {"place": "keep"}
    assert count(reviewed(page, **kept)) == 1
    assert "Taken back" in read(page.save(**kept))


def test_a_time_that_waits_is_the_same_however_it_is_written(
    as_ana: Client, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    page = Editor(as_ana, booked["id"])
    wait(page, sandbox, start="0730", end="0800")
    assert count(page.shown) == 0
    shown = reviewed(page, start="07:30", end="08:00")
    assert (count(shown), shown.one("#review")["data-touched"]) == (0, "")
    assert count(reviewed(page, start="07:45", end="08:00")) == 1


def test_another_section_alone_leaves_it_waiting(
    as_ana: Client, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    page = Editor(as_ana, booked["id"])
    wait(page, sandbox, title="Espera")
    typed = {"appointment_status": "showed", "description": "Luego"}
    answer = page.save(only="status", **typed)
    assert edits() == ["pending", "accepted"]
    hear(page, page.renew(answer).content.decode(), **typed)
    assert count(page.shown) == 1
    assert page.fields["waits"]
    settling.send_again(Edit.objects.order_by("pk")[0])
    assert edits() == ["accepted", "accepted"]


def test_what_somebody_else_has_waiting_is_not_mine(
    saved: Editor, as_marta: Client
) -> None:
    theirs = Editor(as_marta, Edit.objects.get().event_id)
    assert "waits" not in theirs.fields
    assert theirs.fields["title"] == "Antes"
    shown = reviewed(theirs, title="Espera", waits=saved.fields["waits"])
    assert count(shown) == 1
