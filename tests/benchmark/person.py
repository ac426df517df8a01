"""Somebody at a browser: signs in, looks at pages, opens appointments, saves them."""

import re
from dataclasses import dataclass
from typing import Self

import requests
from requests.adapters import HTTPAdapter

from tests.editor_page import controls

USERNAME = "manager"
PASSWORD = "leadway-demo"
PATIENCE_S = 30
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
            timeout=PATIENCE_S,
        )
        answer.raise_for_status()
        return answer


class Person:
    def __init__(self, base: str) -> None:
        self.base = base
        self.session = session()

    @classmethod
    def signed_in(cls, base: str) -> Self:
        person = cls(base)
        page = person.get("/sign-in/").text
        asked = {"username": USERNAME, "password": PASSWORD}
        asked["csrfmiddlewaretoken"] = _TOKEN.findall(page)[0]
        url = f"{base}/sign-in/"
        answer = person.session.post(
            url, data=asked, timeout=PATIENCE_S, allow_redirects=False
        )
        if answer.status_code != 302:
            raise RuntimeError(f"{url} let nobody in: {answer.status_code}")
        return person

    def get(self, path: str) -> requests.Response:
        answer = self.session.get(self.base + path, timeout=PATIENCE_S)
        answer.raise_for_status()
        return answer

    def open(self, path: str, title: str) -> Editor:
        """Open an appointment and type another title."""
        page = self.get(path).text
        return Editor(self.session, self.base + path, controls(page) | {"title": title})

    def refresh(self, day: str) -> None:
        """Have a day read from Leadway, as its page does."""
        headers = {"X-CSRFToken": self.session.cookies["csrf"]}
        answer = self.session.post(
            f"{self.base}/_refresh/?date={day}", headers=headers, timeout=PATIENCE_S
        )
        answer.raise_for_status()


def session() -> requests.Session:
    """Return one that nothing of this machine's proxies reaches."""
    made = requests.Session()
    made.trust_env = False
    # Many may save through it at the same moment.
    made.mount("http://", HTTPAdapter(pool_maxsize=64))
    return made
