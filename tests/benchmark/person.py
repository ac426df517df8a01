"""Somebody at a browser: signs in, opens appointments, saves them."""

import re
from dataclasses import dataclass
from typing import Self

import requests

from tests.editor_page import controls

PASSWORD = "leadway-demo"
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


@dataclass(frozen=True, slots=True)
class Editor:
    """An open editor: where it saves to, and what it would post."""

    session: requests.Session
    url: str
    posted: dict[str, str]

    def save(self) -> requests.Response:
        answer = self.session.post(
            self.url,
            data=self.posted,
            headers={"HX-Request": "true"},
            timeout=30,
        )
        answer.raise_for_status()
        return answer


class Person:
    def __init__(self, base: str) -> None:
        self.base = base
        self.session = requests.Session()
        self.session.trust_env = False

    @classmethod
    def signed_in(cls, base: str, username: str = "manager") -> Self:
        person = cls(base)
        page = person.session.get(f"{base}/sign-in/", timeout=30).text
        answer = person.session.post(
            f"{base}/sign-in/",
            data={
                "username": username,
                "password": PASSWORD,
                "csrfmiddlewaretoken": _TOKEN.findall(page)[0],
            },
            timeout=30,
        )
        answer.raise_for_status()
        return person

    def open(self, event_id: str, title: str) -> Editor:
        """Open an appointment and type another title."""
        url = f"{self.base}/appointments/{event_id}/"
        page = self.session.get(url, timeout=30)
        page.raise_for_status()
        return Editor(self.session, url, controls(page.text) | {"title": title})
