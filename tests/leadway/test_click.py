"""All that one click asks of Leadway ends in the time that a person waits."""

import time

from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from appointments.leadway.client import Call
from appointments.leadway.errors import NotSent, TooLate, Unanswered
from appointments.leadway.http import deadline
from leadway_admin.middleware import OneClick
from tests.leadway.conftest import Play
from tests.leadway.peer import Visit, answer
from tests.leadway.saving import RECORD, outcome, save


def _silence(visit: Visit) -> None:
    visit.wait()


def test_a_call_has_no_more_time_than_its_click_has_left(
    play: Play, calls: list[Call]
) -> None:
    leadway, _peer = play(_silence, deadline_s=60)
    with deadline.click(1.5):
        assert isinstance(outcome(leadway), Unanswered)
    assert calls[0].duration_ms < 30_000


def test_what_comes_before_takes_of_the_same_time(play: Play) -> None:
    leadway, peer = play(answer(RECORD))
    with deadline.click(1.2):
        time.sleep(0.3)
        late = outcome(leadway)
    assert isinstance(late, TooLate)
    assert isinstance(late, NotSent)
    assert peer.seen == []


def test_the_next_click_has_all_its_time(play: Play) -> None:
    leadway, _peer = play(answer(RECORD))
    with deadline.click(0):
        assert isinstance(outcome(leadway), TooLate)
    save(leadway)
    with deadline.click(60):
        save(leadway)


def test_every_request_is_one_click(rf: RequestFactory) -> None:
    def left(_request: HttpRequest) -> HttpResponse:
        return HttpResponse(str(deadline.left_s()))

    assert 0 < float(OneClick(left)(rf.get("/")).content) <= 15
    assert deadline.left_s() > 15
