"""Taking away what is older than a day, which only a command does.

A signed stub says how far the rows went and what the last one's hash was, so that the
rest is still proven to follow on it.
"""

import time
from datetime import UTC, date, datetime
from datetime import time as time_of_day

from django.db.models import Min
from django.utils import timezone

from audit import trail
from audit.models import AuditEvent, AuditStub
from audit.stubs import sign

AT_ONCE = 2000
# Between two portions others come to write.
REST_S = 0.1


def prune(before: date) -> int:
    """Take away the rows before the first one of that day; return how many.

    What is noted of it is a row itself, which follows on the others before they go. If
    it is broken off, the next one takes away what is left.
    """
    last = _last_before(before)
    stub = AuditStub.objects.order_by("-up_to").first()
    if last and (stub is None or last.number > stub.up_to):
        _leave_stub(last, before)
    return _take_away()


def _last_before(before: date) -> AuditEvent | None:
    """Return the row before the first one of that day, if any.

    The clock may have been put back: a row that stands after it stays, however old.
    """
    moment = datetime.combine(before, time_of_day(), tzinfo=UTC)
    first = AuditEvent.objects.filter(at__gte=moment).aggregate(Min("number"))
    rows = AuditEvent.objects.order_by("-number")
    if first["number__min"] is not None:
        rows = rows.filter(number__lt=first["number__min"])
    return rows.first()


def _leave_stub(last: AuditEvent, before: date) -> None:
    with trail.together():
        stub = AuditStub(
            up_to=last.number,
            hash=last.hash,
            events=AuditEvent.objects.filter(number__lte=last.number).count(),
            before=before,
            pruned_at=timezone.now(),
        )
        sign(stub)
        stub.save(force_insert=True)
        left = {"before": before, "up_to": stub.up_to, "events": stub.events}
        trail.note("trail.pruned", after=left)


def _take_away() -> int:
    """Take away what a stub says is gone, some rows at a time."""
    stub, count = AuditStub.objects.order_by("-up_to").first(), 0
    if stub is None:
        return count
    gone = AuditEvent.objects.filter(number__lte=stub.up_to)
    while numbers := list(
        gone.order_by("number").values_list("number", flat=True)[:AT_ONCE]
    ):
        count += AuditEvent.objects.filter(number__lte=numbers[-1]).delete()[0]
        time.sleep(REST_S)
    return count
