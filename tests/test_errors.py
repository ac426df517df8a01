"""Whatever fails: plain words, what was typed kept, no detail leaked."""

import io

import pytest
from django.db import OperationalError
from django.test import Client

from tests.pages import read
from tests.troubled import HTMX, OURS, TYPED, as_staff

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.trouble_urls")]


@pytest.fixture
def staff(client) -> Client:
    return as_staff(client)


@pytest.mark.parametrize(
    ("how", "status", "words"),
    [
        ("suspicious", 400, "cannot be read"),
        ("forbidden", 403, "You are signed in as Staff"),
        ("nothing-like-it", 500, "Something broke"),
        ("broken", 500, "Something broke"),
        ("busy", 503, "slow down"),
        ("unanswered", 504, "did not answer"),
        ("gone", 404, "does not have an appointment"),
        ("refused", 422, "lacks the permission"),
    ],
)
def test_each_failure_has_its_page_and_its_status(staff, how, status, words):
    answer = staff.get(f"/fail/{how}/")
    page = read(answer)
    assert answer.status_code == status
    assert words in page
    assert len(page.all("h1")) == 1
    assert b"a detail nobody should see" not in answer.content


def test_a_page_for_developers_tells_no_setting(staff, settings):
    settings.DEBUG = True
    page = staff.get("/fail/broken/").content.decode()
    assert "a detail nobody should see" in page
    assert settings.LEADWAY_LOCATION_ID not in page
    assert "ALLOWED_HOSTS" not in page


def test_an_unknown_address_offers_the_way_to_an_appointment(staff):
    answer = staff.get("/nowhere/")
    assert answer.status_code == 404
    assert read(answer).has("main [name=q]")


def test_a_stranger_sees_errors_outside_the_frame(client):
    page = read(client.get("/nowhere/"))
    assert page.has(".gate")
    assert not page.has("[name=q]")


def test_a_broken_page_gives_a_reference_that_is_in_the_headers_too(staff):
    answer = staff.get("/fail/broken/")
    assert answer["X-Request-ID"] in read(answer)


def test_a_broken_page_asks_the_database_for_nothing(rf, django_assert_num_queries):
    from leadway_admin import last_resort

    with django_assert_num_queries(0):
        page = read(last_resort.server_error(rf.get("/")))
    assert "Something broke on our side" in page


def test_words_of_leadway_are_text(staff):
    page = read(staff.get("/fail/refused/"))
    assert "<b>not authorized</b>" in page
    assert "trace-7" in page


def test_htmx_gets_a_banner_and_the_inputs_stay(staff):
    answer = staff.post("/fail/forbidden/", TYPED, headers={**HTMX, **OURS})
    assert answer.status_code == 403
    assert read(answer).has("div.banner")
    assert answer["HX-Retarget"] == "#alerts"
    assert answer["HX-Reswap"] == "innerHTML"


def test_htmx_hears_of_leadways_trouble_in_a_banner(staff):
    answer = staff.get("/fail/busy/", headers=HTMX)
    assert answer.status_code == 503
    assert read(answer).has(".banner")


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_who_is_asked_to_wait_sees_for_how_long(staff, headers):
    wait = read(staff.get("/fail/busy/", headers=headers)).one("count-down")
    assert wait["data-seconds"] == "3"
    assert wait.text == "You can try again in 0:03"
    other = read(staff.get("/fail/unanswered/", headers=headers))
    assert not other.has("count-down")


FAILURES = ["suspicious", "forbidden", "nothing-like-it", "broken", "busy", "gone"]


@pytest.mark.parametrize("how", FAILURES)
def test_htmx_never_gets_a_whole_page(staff, how):
    answer = staff.post(f"/fail/{how}/", TYPED, headers={**HTMX, **OURS})
    page = read(answer)
    assert answer.status_code >= 400
    assert not page.has("main, html, head, body")
    # It takes the focus and is read out by that; where nobody pressed, as an alert.
    assert page.has(".banner:is([role=alert], [role=group][data-focus])")
    assert answer["HX-Retarget"] == "#alerts"


def test_htmx_hears_of_an_address_that_is_gone_in_a_banner(staff):
    answer = staff.post("/nowhere/", TYPED, headers=HTMX | {"HX-Source": "form#f"})
    page = read(answer)
    assert answer.status_code == 404
    assert "There is nothing at this address any more." in page
    assert not page.has("main")
    assert answer["HX-Reswap"] == "innerHTML"


def test_who_presses_is_led_to_the_banner(staff):
    answer = staff.post("/fail/busy/", headers=HTMX | {"HX-Source": "form#editor"})
    assert read(answer).has("[data-focus]")


def test_what_a_page_asks_by_itself_leaves_the_focus_alone(staff):
    answer = staff.post("/fail/busy/", headers=HTMX | {"HX-Source": "div#review"})
    assert not read(answer).has("[data-focus]")
    answer = staff.get("/nowhere/", headers=HTMX | {"HX-Source": "div#contact"})
    assert answer["HX-Reswap"] == "none"


@pytest.mark.parametrize("how", FAILURES)
def test_a_plain_page_shows_what_was_typed(staff, how):
    answer = staff.post(f"/fail/{how}/", TYPED, headers=OURS)
    page = read(answer)
    assert "What you typed" in page
    assert "Revisión <anual>" in page
    assert b"secret" not in answer.content


FORM = "application/x-www-form-urlencoded"
UNREADABLE = {
    "another encoding": ("title=Mi+texto", f"{FORM}; charset=utf-16"),
    "too many fields": ("title=Mi+texto" + "&a=1" * 300, FORM),
}


def posted(client, address, body, kind, headers):
    """Post these very bytes, read as in earnest."""
    client.handler.enforce_csrf_checks = True
    client.get("/form/")
    data = body.encode("latin-1")
    return client.generic("POST", address, data, kind, headers=headers)


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_form_that_cannot_be_read_is_answered_all_the_same(staff, name):
    body, kind = UNREADABLE[name]
    answer = posted(staff, "/save/", body, kind, OURS)
    page = read(answer)
    assert answer.status_code == 400
    assert "cannot be read" in page
    assert "Mi texto" in page
    answer = posted(staff, "/save/", body, kind, {**OURS, **HTMX})
    assert answer.status_code == 400
    assert not read(answer).has("main")


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("title=" + "x" * 1_100_000, FORM),
        ("\xff\xfe", FORM),
        ("--b\r\nnonsense", "multipart/form-data; boundary=b"),
        ("nonsense", "multipart/form-data"),
        ("%00%ff=%d8%00", f"{FORM}; charset=nothing"),
    ],
)
@pytest.mark.parametrize("address", ["/save/", "/nowhere/", "/fail/broken/"])
def test_no_body_breaks_an_answer(staff, address, body, kind):
    answer = posted(staff, address, body, kind, OURS)
    broke = "Something broke on our side" in read(answer)
    assert answer.status_code in {400, 403, 404, 500}
    assert (answer.status_code == 500) == broke
    if address != "/fail/broken/":
        assert answer.status_code != 500


FILE = b'--b\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n'


@pytest.mark.parametrize("headers", [OURS, OURS | HTMX])
@pytest.mark.parametrize(("size", "status"), [(999_000, 403), (1_100_000, 400)])
def test_a_file_is_never_written_and_what_is_too_large_never_read(
    staff, settings, tmp_path, headers, size, status
):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "not there")
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 5_000
    # The token is looked for in the form.
    staff.handler.enforce_csrf_checks = True
    staff.get("/form/")
    body = io.BytesIO(FILE + b"x" * size + b"\r\n--b--\r\n")
    length = len(body.getvalue())
    answer = staff.generic(
        "POST",
        "/save/",
        headers=headers,
        **{
            "wsgi.input": body,
            "CONTENT_LENGTH": str(length),
            "CONTENT_TYPE": "multipart/form-data; boundary=b",
        },
    )
    assert answer.status_code == status
    assert body.tell() == (0 if status == 400 else length)


def test_an_error_page_that_is_broken_itself_still_answers(staff, monkeypatch):
    monkeypatch.setattr(
        "leadway_admin.last_resort.kept.typed", lambda request, **_: 1 / 0
    )
    answer = staff.get("/fail/broken/")
    assert (answer.status_code, answer.content) == (500, b"500")


@pytest.mark.parametrize("headers", [OURS, OURS | HTMX])
def test_without_a_database_nothing_is_sent_and_that_is_said(
    staff, headers, monkeypatch
):
    def refuse(*_: object) -> None:
        raise OperationalError("no connection")

    monkeypatch.setattr("people.sessions.is_over", refuse)
    answer = staff.post("/save/", TYPED, headers=headers)
    page = answer.content.decode()
    assert answer.status_code == 503
    assert "This server’s own database does not answer" in page
    assert "Nothing was sent." in page
    assert ("<main" in page) != ("HX-Request" in headers)
    assert "HX-Request" in headers or "Revisión &lt;anual&gt;" in page


def test_an_error_before_the_language_is_known_is_said_in_it(client):
    headers = {"Host": "evil.example", "Accept-Language": "es"}
    page = read(client.get("/sign-in/", headers=headers))
    assert page.one("html")["lang"] == "es"
