"""A sign-up link that works no more says so in its title as in its heading."""

import pytest
from django.test import Client

from tests.pages import read


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "This link no longer works"), ("es", "Este enlace ha caducado")],
)
def test_title_and_heading_say_the_same(
    client: Client, language: str, said: str
) -> None:
    answer = client.get("/sign-up/nothing/", headers={"accept-language": language})
    page = read(answer)
    assert page.one("h1").text == said
    assert page.one("title").text.startswith(said)
