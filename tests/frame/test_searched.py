"""A word that can be no id is searched for here, and never sent to Leadway as one."""

import pytest
from django.test import Client

from tests.pages import read
from tests.sandboxed import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]


@pytest.mark.parametrize(
    "word", ["maria", "Álvarez", "maria2", "+34600000001", "a@example.org", "Ana Gil"]
)
@pytest.mark.parametrize("address", ["/open/", "/search/"])
def test_a_word_that_can_be_no_id_is_searched_for_here(
    as_ana: Client, sandbox: Sandbox, word: str, address: str
) -> None:
    sandbox.clear()
    answer = as_ana.post(address, {"q": word}, follow=True)
    assert answer.redirect_chain[0][0].startswith("/search/?q=")
    assert read(answer).one("#search-q")["value"] == word
    assert sandbox.journal() == []


def test_the_palette_offers_no_word_as_an_id(as_ana: Client) -> None:
    found = read(as_ana.post("/_found/", {"q": "zzzmaria", "next": "/"}))
    assert not found.has('a[href="/appointments/zzzmaria/"]')
