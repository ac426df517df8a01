"""A form that comes after the session ended, or with an old token: nothing is lost."""

import pytest
from django.test import Client

from people.models import User
from tests.pages import read
from tests.troubled import HTMX, OURS, TYPED, as_staff

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.trouble_urls")]


@pytest.fixture
def staff(client) -> Client:
    return as_staff(client)


class TestSessionEnded:
    def test_htmx_is_told_and_loses_nothing(self, client):
        answer = client.post("/save/", TYPED, headers=HTMX)
        page = read(answer)
        assert answer.status_code == 401
        assert "You were signed out, so nothing was saved." in page
        assert page.has("a[target=_blank]")
        assert not page.has("html")

    def test_a_plain_form_is_shown_and_can_be_sent_again(self, client):
        answer = client.post("/save/?a=1", TYPED, headers=OURS)
        page = read(answer)
        assert answer.status_code == 401
        assert "Revisión <anual>" in page
        form = page.one('form[action="/save/?a=1"]')
        assert form.one("[name=form_key]")["value"] == "k-1"
        assert "k-1" not in page
        assert b"secret" not in answer.content

    def test_a_form_of_another_site_is_not_shown(self, client):
        headers = {"Origin": "https://evil.example"}
        page = client.post("/save/", TYPED, headers=headers).content.decode()
        assert "Revisión" not in page
        assert "Send again" not in read(page)

    def test_sent_again_after_signing_in_it_arrives(self, staff):
        assert staff.post("/save/", TYPED).content.startswith(b"<p")


class TestForgedOrStale:
    @pytest.fixture
    def strict(self, staff) -> Client:
        staff.handler.enforce_csrf_checks = True
        return staff

    def test_what_was_typed_is_shown_with_a_new_token(self, strict):
        answer = strict.post("/save/", TYPED, headers=OURS)
        page = read(answer)
        assert answer.status_code == 403
        assert "Revisión <anual>" in page
        form = page.one('form[action="/save/"]')
        token = form.one("[name=csrfmiddlewaretoken]")["value"]
        again = {**TYPED, "csrfmiddlewaretoken": token}
        assert strict.post("/save/", again, headers=OURS).content.startswith(b"<p")

    def test_htmx_gets_a_banner(self, strict):
        answer = strict.post("/save/", TYPED, headers={**HTMX, **OURS})
        assert answer.status_code == 403
        assert "older than your sign-in" in read(answer)

    def test_the_page_gets_a_new_token_for_the_same_person_only(self, strict):
        pk = User.objects.get(username="ana").pk
        headers = {**HTMX, **OURS, "X-Person": str(pk)}
        token = strict.post("/save/", TYPED, headers=headers)["X-New-Token"]
        again = TYPED | {"csrfmiddlewaretoken": token}
        assert strict.post("/save/", again, headers=headers).status_code == 200
        for other in ({"X-Person": "0"}, {"Origin": "https://evil.example"}):
            answer = strict.post("/save/", TYPED, headers=headers | other)
            assert (answer.status_code, answer.get("X-New-Token")) == (403, None)

    def test_another_site_learns_and_shows_nothing(self, strict):
        headers = {"Origin": "https://evil.example"}
        page = strict.post("/save/", TYPED, headers=headers).content.decode()
        assert "Revisión" not in page
