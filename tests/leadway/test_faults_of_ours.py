"""Where our own code fails in a call: all that is known is whether it had left."""

import pytest

from appointments.leadway.errors import NotSent, Unanswered
from tests.leadway.conftest import ID, Play
from tests.leadway.peer import answer
from tests.leadway.test_outcomes import outcome


def test_a_fault_of_ours_after_the_request_left_is_unanswered(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    leadway, peer = play(answer({"id": ID}))
    monkeypatch.setattr("appointments.leadway.answers.Reading.of", lambda *_: 1 / 0)
    assert type(outcome(leadway)) is Unanswered
    assert len(peer.seen) == 1


def test_a_fault_of_ours_before_that_has_sent_nothing(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    leadway, peer = play(answer({"id": ID}))
    monkeypatch.setattr(leadway._calls._transport, "send", lambda *_: 1 / 0)
    assert type(outcome(leadway)) is NotSent
    assert peer.seen == []
