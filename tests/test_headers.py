"""The headers of every answer: pages, errors, redirects, static files."""

import logging
import logging.config

import pytest
from django.conf import settings

from leadway_admin.middleware import UNUSED
from leadway_admin.request_id import RequestIdFilter

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.trouble_urls")]

EVERY_ANSWER = {
    "Content-Security-Policy": settings.SECURE_CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # By this a script tells our answers from a proxy's.
    "X-Answered-By": "leadway-admin",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
}
PATHS = ["/sign-in/", "/", "/nowhere/", "/fail/broken/", "/healthz", "/sign-up/1/"]


@pytest.fixture(autouse=True)
def _answer_errors(client):
    client.raise_request_exception = False


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_carries_them(client, path):
    answer = client.get(path)
    assert {name: answer.get(name) for name in EVERY_ANSWER} == EVERY_ANSWER
    assert answer["Permissions-Policy"].count("=()") == len(UNUSED)


@pytest.mark.parametrize("more", [{}, {"HX-Request": "true"}])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_host_that_is_not_ours_gets_them_too(client, method, more):
    headers = {"Host": "evil.example", "Origin": "http://evil.example"} | more
    answer = getattr(client, method)("/sign-in/", headers=headers)
    assert answer.status_code == 400
    assert {name: answer.get(name) for name in EVERY_ANSWER} == EVERY_ANSWER


def test_a_host_that_is_not_ours_makes_one_short_line(client, capfd):
    logging.config.dictConfig(settings.LOGGING)
    client.get("/sign-in/", headers={"Host": "evil.example." + "x" * 5000})
    said = capfd.readouterr().err
    [line] = [one for one in said.splitlines() if "evil.example" in one]
    assert line.startswith("W django.security.DisallowedHost")
    assert len(line) < 300
    assert "Traceback" not in said


@pytest.mark.parametrize("path", PATHS)
def test_no_page_is_kept_by_the_browser(client, path):
    assert "no-store" in client.get(path)["Cache-Control"]


def test_the_policy_allows_no_inline_script_or_style():
    assert "unsafe" not in settings.SECURE_CSP
    assert settings.SECURE_CSP.startswith("default-src 'none';")
    assert "require-trusted-types-for 'script'" in settings.SECURE_CSP


def test_each_request_has_an_id_of_its_own(client):
    ids = {client.get("/sign-in/")["X-Request-ID"] for _ in range(20)}
    assert len(ids) == 20
    assert all(len(one) == 9 for one in ids)


def test_log_lines_carry_the_id_of_their_request(client, caplog):
    caplog.handler.addFilter(RequestIdFilter())
    with caplog.at_level(logging.ERROR):
        answer = client.get("/fail/broken/")
    assert caplog.records[-1].request_id == answer["X-Request-ID"]


def test_djangos_own_warnings_carry_it_too(client, caplog):
    caplog.handler.addFilter(RequestIdFilter())
    answer = client.get("/nowhere/")
    said = {one.request_id for one in caplog.records if one.name == "django.request"}
    assert said == {answer["X-Request-ID"]}


def test_outside_a_request_there_is_no_id():
    record = logging.LogRecord("x", 20, "", 0, "", None, None)
    assert RequestIdFilter().filter(record)
    assert record.request_id == "-"
