"""A server of its own as people come to it over https: its cookies and its headers."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import pytest
import requests
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test import Client

from leadway_admin.middleware import SecurityHeaders
from people.models import User
from tests.conftest import PASSWORD
from tests.sandboxed import ROOT, Sandbox
from tests.served import CSRF, Served, free_port, told

pytestmark = pytest.mark.django_db(transaction=True)
NAME = "dashboard.example.com"
HEADERS = SecurityHeaders.HEADERS | {
    "Content-Security-Policy": settings.SECURE_CSP,
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
FLAGS = {"secure": True, "httponly": True, "samesite": "Lax", "path": "/", "domain": ""}


class Site:
    """One server over which nothing is laid but an address that breaks."""

    def __init__(self, port: int, cookies: str) -> None:
        self.url, self.cookies = f"http://127.0.0.1:{port}", cookies
        self._session = requests.Session()
        self._session.trust_env = False

    def asked(
        self, path: str, method: str = "GET", *, ours: bool = True, **more: str
    ) -> requests.Response:
        """Ask as a browser does that comes through the proxy; `ours` is signed in."""
        headers = {"Host": NAME, "Accept-Language": "en", "Connection": "close"}
        if ours:
            headers |= {"Cookie": self.cookies, "X-CSRFToken": CSRF}
            headers |= {"Origin": f"https://{NAME}"}
        typed = {one: more.pop(one) for one in [*more] if one.islower()}
        headers |= {name.replace("_", "-"): value for name, value in more.items()}
        return self._session.request(
            method,
            self.url + path,
            headers=headers,
            data=typed,
            allow_redirects=False,
            timeout=60,
        )


@pytest.fixture
def site(tmp_path: Path, marta: User, sandbox: Sandbox) -> Iterator[Site]:
    port = free_port()
    chosen = {
        "ALLOWED_HOSTS": NAME,
        "DEBUG": "false",
        "DJANGO_SETTINGS_MODULE": "tests.trouble_settings",
        "HTTPS": "true",
        "LEADWAY_ADMIN_ENV": "production",
    }
    environment = os.environ | told(port, sandbox.url, tmp_path) | chosen
    collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"]
    subprocess.run(collect, cwd=ROOT, env=environment, check=True)
    # The tests' own way to keep passwords is none of the product's.
    argon2 = Argon2PasswordHasher()
    marta.password = argon2.encode(PASSWORD, argon2.salt())
    marta.save()
    client = Client()
    client.force_login(marta, backend="people.backends.RolesBackend")
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    server = Served(port, environment, threads=4)
    try:
        site = Site(port, f"__Host-session={session}; __Host-csrf={CSRF}")
        wait(site, server)
        yield site
    finally:
        server.end()


def wait(site: Site, server: Served) -> None:
    """Return when it answers; under another name than its own it answers with 400."""
    with pytest.raises(requests.HTTPError):
        server.wait()


def kinds(site: Site) -> Iterator[tuple[int, requests.Response]]:
    """Yield every kind of answer, each with its status."""
    page = site.asked("/appointments/")
    yield 200, page
    yield 200, site.asked("/healthz", ours=False)
    yield 200, site.asked("/appointments.csv")
    yield 200, site.asked("/history.csv")
    yield 302, site.asked("/appointments/", ours=False)
    yield 302, site.asked("/preferences/theme/", "POST", theme="dark")
    yield 204, site.asked("/preferences/theme/", "POST", theme="dark", X_Quiet="1")
    yield 400, site.asked("/", Host="evil.example")
    yield 400, site.asked("/", "POST", Content_Type="text/plain", text="x" * 1_100_000)
    yield 401, site.asked("/_sync/", ours=False, HX_Request="true")
    yield 403, site.asked("/preferences/theme/", "POST", ours=False, theme="dark")
    yield 403, site.asked("/practice/")
    yield 404, site.asked("/nowhere/")
    yield 405, site.asked("/sign-out/")
    yield 500, site.asked("/fail/broken/")
    yield 500, site.asked("/fail/broken/", HX_Request="true")
    yield 503, site.asked("/fail/busy/")
    for found in set(re.findall(r'(?:href|src)="(/static/[^"#]+)', page.text)):
        static = site.asked(found, ours=False)
        yield 200, static
        yield 304, site.asked(found, If_Modified_Since=static.headers["Last-Modified"])
    yield 404, site.asked("/static/nothing.css")
    for _ in range(5):
        refused = site.asked("/sign-in/", "POST", Cookie=f"__Host-csrf={CSRF}", **WRONG)
    yield 429, refused


WRONG = {"username": "marta", "password": "not hers"}


def test_every_kind_of_answer_carries_every_header(site: Site) -> None:
    wrong = {}
    for status, answer in kinds(site):
        kind = f"{answer.request.method} {answer.request.path_url}: {status}"
        lacks = {k: answer.headers.get(k) for k, v in HEADERS.items()}
        lacks = {k: v for k, v in lacks.items() if v != HEADERS[k]}
        if re.search(r"\d", answer.headers.get("Server", "")):
            lacks["Server"] = answer.headers["Server"]
        if answer.status_code != status or lacks:
            wrong[kind] = (answer.status_code, lacks)
    assert wrong == {}


def cookies_of(answer: requests.Response) -> dict[str, dict[str, Any]]:
    """Return the flags of each cookie that an answer sets."""
    said: SimpleCookie = SimpleCookie()
    for line in answer.raw.headers.getlist("Set-Cookie"):
        said.load(line)
    return {k: {flag: one[flag] for flag in FLAGS} for k, one in said.items()}


def test_every_cookie_is_of_this_host_and_of_https_alone(site: Site) -> None:
    gate = site.asked("/sign-in/", ours=False)
    typed = {"username": "marta", "password": PASSWORD}
    answers = [
        gate,
        site.asked("/sign-in/", "POST", Cookie=f"__Host-csrf={CSRF}", **typed),
        site.asked("/preferences/language/", "POST", language="es"),
        site.asked("/preferences/theme/", "POST", theme="dark"),
    ]
    found = {
        name: one for answer in answers for name, one in cookies_of(answer).items()
    }
    names = {"__Host-session", "__Host-csrf", "__Host-language", "__Host-theme"}
    assert found == dict.fromkeys(names, FLAGS)


def test_a_page_over_https_is_told_apart_by_the_setting_alone(site: Site) -> None:
    """Whatever a header says: else whoever comes around the proxy could choose."""
    for said in ({}, {"X_Forwarded_Proto": "http"}, {"X_Forwarded_Proto": "https"}):
        answer = site.asked("/preferences/theme/", "POST", theme="light", **said)
        assert answer.status_code == 302
        assert "Strict-Transport-Security" in answer.headers
