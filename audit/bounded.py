"""Noting what somebody can bring about as often as they like: the first few times.

Nobody who is not even signed in may fill the trail, and push what matters out of sight.
"""

from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone

from audit import asking, trail
from audit.models import AuditEvent

# Of one action, by one person or by all strangers together.
MOST, WITHIN = 60, timedelta(minutes=10)
# So far back it is looked: as quick for a trail of millions.
NEWEST = 500
LAST = "last_for_now"


def note(action: str, about: str = "", *, outcome: str = "") -> None:
    """Note it as `trail.note` does, unless there were enough of these just now.

    The last one that is noted says so, by the flag `last_for_now`.
    """
    left = MOST - _just_now(action)
    if left > 0:
        flags: Iterable[str] = [LAST] if left == 1 else []
        trail.note(action, about, outcome=outcome, flags=flags)


def _just_now(action: str) -> int:
    person = asking.asker().person_id
    rows = AuditEvent.objects.order_by("-number")[:NEWEST]
    since = timezone.now() - WITHIN
    return sum(
        (of, who) == (action, person) and at > since
        for of, who, at in rows.values_list("action", "person_id", "at")
    )
