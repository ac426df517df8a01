"""The box that takes anything with an id in it."""

import json

import pytest
from django.test import Client

from tests.pages import read

ID = "ocQHyuzHvysMo5N5VsXc"
OCCURRENCE = f"{ID}_1729821600000_1800"
API = "https://services.leadconnectorhq.com/calendars/events/appointments"


@pytest.mark.parametrize(
    ("pasted", "found"),
    [
        (ID, ID),
        (f"  {ID}\n", ID),
        (f'"{ID}"', ID),
        (f"“{ID}”,", ID),
        (OCCURRENCE, OCCURRENCE),
        (f"{API}/{OCCURRENCE}?x=1", OCCURRENCE),
        (f"http://testserver/appointments/{ID}/?edit=3", ID),
        (f"https://app.example.com/v2/location/x/appointments/{ID}", ID),
        (f"curl -X PUT '{API}/{ID}' -H 'Version: 2021-07-28'", ID),
        (json.dumps({"id": ID, "title": "x"}), ID),
        (json.dumps({"appointment": {"id": OCCURRENCE}}), OCCURRENCE),
        (f"eventId: {ID}", ID),
    ],
)
def test_whatever_holds_an_id_opens_it(
    as_carlos: Client, pasted: str, found: str
) -> None:
    answer = as_carlos.get("/open/", {"q": pasted})
    assert (answer.status_code, answer["Location"]) == (302, f"/appointments/{found}/")


@pytest.mark.parametrize(
    "pasted",
    [
        "¿dónde está?",
        "../../etc/passwd",
        "{",
        "[" * 5_000,
        "\0",
        "<script>alert(1)</script>",
        "a b c",
        "https://example.com/",
    ],
)
def test_anything_else_is_kept_and_explained(as_carlos: Client, pasted: str) -> None:
    answer = as_carlos.get("/open/", {"q": pasted})
    page = read(answer)
    assert answer.status_code == 422
    assert "There is no appointment’s id in this" in page
    assert not page.has("main script")
    assert page.one("textarea[name=q]").text.startswith(pasted.strip("\0")[:100])


@pytest.mark.parametrize("query", ["", "?q=", "?q=%20", "?other=1"])
def test_an_empty_box_says_what_to_paste(as_carlos: Client, query: str) -> None:
    answer = as_carlos.get(f"/open/{query}")
    assert "Paste an id, a link or JSON" in read(answer)
