"""Calls that wait leave threads for whoever needs nothing of Leadway."""

import threading
import time

from appointments.leadway.errors import Crowded, LeadwayError, Unanswered
from tests.leadway.conftest import Play
from tests.leadway.peer import Peer, Visit, answer
from tests.leadway.saving import RECORD, outcome, save


def _silence(visit: Visit) -> None:
    visit.wait()


def _seen(peer: Peer, count: int) -> None:
    deadline = time.monotonic() + 60
    while len(peer.seen) < count:
        assert time.monotonic() < deadline, "the calls never left"
        time.sleep(0.01)


def test_one_more_than_there_are_places_is_not_begun(play: Play) -> None:
    leadway, peer = play(_silence, places=2, deadline_s=4.0)
    ended: list[LeadwayError] = []
    waiting = [
        threading.Thread(target=lambda: ended.append(outcome(leadway)))
        for _ in range(2)
    ]
    for thread in waiting:
        thread.start()
    _seen(peer, 2)
    assert isinstance(outcome(leadway), Crowded)
    assert len(peer.seen) == 2
    for thread in waiting:
        thread.join()
    assert [type(error) for error in ended] == [Unanswered, Unanswered]


def test_nobody_waits_for_a_place(play: Play) -> None:
    """The one place is given back only after the other has been told so."""
    told = threading.Event()

    def then(visit: Visit) -> None:
        told.wait(60)
        answer(RECORD)(visit)

    leadway, peer = play(then, places=1, deadline_s=60)
    other = threading.Thread(target=save, args=[leadway])
    other.start()
    _seen(peer, 1)
    crowded = outcome(leadway)
    told.set()
    other.join()
    assert isinstance(crowded, Crowded)
    save(leadway)


def test_a_place_is_free_again_after_any_end(play: Play) -> None:
    leadway, _peer = play(answer({"message": "no"}, status=422), places=1)
    for _ in range(3):
        outcome(leadway)
