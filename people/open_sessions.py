"""Who is signed in where, and ending it.

A session is known by the fingerprint of its key, as the trail has it. The key itself,
which would open it, leaves the database for nothing that is shown.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.utils import timezone

from audit import trail
from audit.asking import fingerprint
from people import sessions
from people.models import User
from people.stored_sessions import SessionStore


@dataclass(frozen=True, slots=True)
class OpenSession:
    """`browser`, `system` and `address` are "" where nobody knows them."""

    key: str = field(repr=False)
    person: User
    started_at: datetime
    seen_at: datetime
    browser: str
    system: str
    address: str

    @property
    def mark(self) -> str:
        return fingerprint(self.key)

    @property
    def is_new(self) -> bool:
        return (timezone.now() - self.started_at).total_seconds() < ACTIVE_S

    @property
    def is_active(self) -> bool:
        return (timezone.now() - self.seen_at).total_seconds() < ACTIVE_S


# What somebody does is written down every minute, see sessions.SEEN_STEP_S.
ACTIVE_S = 2 * sessions.SEEN_STEP_S


def of(person: User) -> list[OpenSession]:
    """Return the sessions of one person, the one that was used last first."""
    return [one for one in of_everybody() if one.person.pk == person.pk]


def of_everybody() -> list[OpenSession]:
    """Return all of them: whose they are is in each, so that all have to be read."""
    rows = SessionStore.get_model_class().objects.filter(expire_date__gt=timezone.now())
    read = {row.session_key: SessionStore().decode(row.session_data) for row in rows}
    people = User.objects.in_bulk(
        {one[SESSION_KEY] for one in read.values() if SESSION_KEY in one}
    )
    found = [
        _opened(key, kept, person)
        for key, kept in read.items()
        if (person := people.get(int(kept.get(SESSION_KEY, 0))))
        if not sessions.is_past(kept) and _is_still_theirs(kept, person)
    ]
    return sorted(found, key=lambda one: one.seen_at, reverse=True)


def end(ended: Iterable[OpenSession]) -> None:
    """End them, and tell the trail whose they were."""
    by_person: dict[int, list[OpenSession]] = {}
    for one in ended:
        by_person.setdefault(one.person.pk, []).append(one)
    with trail.together():
        for theirs in by_person.values():
            keys = [one.key for one in theirs]
            rows = SessionStore.get_model_class().objects
            rows.filter(session_key__in=keys).delete()
            who = f"person:{theirs[0].person.pk} {theirs[0].person.username}"
            marks = sorted(one.mark for one in theirs)
            trail.note("session.ended", who, after={"sessions": marks})


def _opened(key: str, kept: sessions.Kept, person: User) -> OpenSession:
    return OpenSession(
        key,
        person,
        started_at=datetime.fromtimestamp(kept[sessions.STARTED], UTC),
        seen_at=datetime.fromtimestamp(kept[sessions.SEEN], UTC),
        browser=str(kept.get(sessions.BROWSER, "")),
        system=str(kept.get(sessions.SYSTEM, "")),
        address=str(kept.get(sessions.ADDRESS, "")),
    )


def _is_still_theirs(kept: sessions.Kept, person: User) -> bool:
    """Whether it opens anything: not with a password of before, nor shut out."""
    hashes = [person.get_session_auth_hash(), *person.get_session_auth_fallback_hash()]
    return person.is_active and kept.get(HASH_SESSION_KEY) in hashes
