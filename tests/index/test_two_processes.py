"""Two processes on one database behave as one: what one of them learned, both know."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.utils import timezone

from appointments.connection import CLICK_S
from appointments.index import reference
from appointments.index.budget import Allowance
from appointments.index.directory import Directory
from appointments.index.spans import Span
from people.models import User
from tests.conftest import Book
from tests.own_day import OwnDay
from tests.sandboxed import Sandbox
from tests.served import Served, served
from tests.working import until

pytestmark = pytest.mark.django_db(transaction=True)
LISTS = "/calendars/events"


@dataclass
class Pair:
    """Both, with the same person signed in, who may look; and the day of the test."""

    one: Served
    other: Served
    sandbox: Sandbox
    day: OwnDay

    def page(self, server: Served) -> str:
        return server.page(f"/?date={self.day}")

    def read(self, server: Served, query: str = "") -> str:
        """Press "Read again" on one of them."""
        return server.press(f"/_refresh/?date={self.day}{query}")

    def asked(self, server: Served, query: str = "") -> set[str]:
        """Press it; return the paths that Leadway is asked for because of that."""
        self.sandbox.control("DELETE", "journal")
        self.read(server, query)
        return {entry["path"] for entry in self.sandbox.journal()}


@pytest.fixture(scope="module")
def running(
    django_db_setup: None,
    _sandbox: Sandbox,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[list[Served]]:
    """Both give a read as long as a click has: a busy machine looks at it late."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("LEADWAY_DEADLINE_S", "LEADWAY_READ_DEADLINE_S"):
            patch.setenv(name, str(CLICK_S))
        with served(2, _sandbox.url, tmp_path_factory.mktemp("served")) as servers:
            yield servers


@pytest.fixture
def pair(
    running: list[Served], sandbox: Sandbox, carlos: User, own: OwnDay
) -> Iterator[Pair]:
    for server in running:
        server.sign_in(carlos)
    yield Pair(*running, sandbox, own)
    sandbox.switch(timezone=None)


def test_a_zone_that_anybody_reads_is_everybodys_at_the_next_request(
    pair: Pair, sandbox: Sandbox
) -> None:
    pair.read(pair.one)
    assert "Madrid" in pair.page(pair.one)
    assert "Madrid" in pair.page(pair.other)
    sandbox.switch(timezone="America/Santiago")
    reference.refresh(even_if_recent=True)
    assert "Santiago" in pair.page(pair.one)
    assert "Santiago" in pair.page(pair.other)


def test_names_that_one_just_read_are_not_read_by_the_other(pair: Pair) -> None:
    pair.read(pair.one)
    assert pair.asked(pair.other) == {LISTS}


def test_what_was_denied_to_one_is_not_asked_for_by_the_other(
    pair: Pair, sandbox: Sandbox, book: Book
) -> None:
    book()
    sandbox.fault("scope", path="/contacts/")
    assert "Not read: contacts." in pair.read(pair.one)
    assert pair.asked(pair.other) == {LISTS}
    assert "Not read: contacts." in pair.read(pair.other)


def test_a_day_that_one_is_reading_is_left_alone_by_the_other(
    pair: Pair, sandbox: Sandbox, names: Directory
) -> None:
    sandbox.fault("slow", path=LISTS, seconds=CLICK_S, label="read")
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(pair.read, pair.one)
        until(lambda: Span.objects.exclude(claimed_by="").exists())
        assert "load delay:3s" in pair.read(pair.other)
        sandbox.control("DELETE", "faults?label=read")
        assert "load delay:3s" not in reading.result()
    asked = [entry for entry in sandbox.journal() if entry["path"] == LISTS]
    assert len(asked) == len(names.calendars)
    assert pair.asked(pair.other, "&auto=1") == set()


def test_what_is_left_of_the_limit_is_known_to_both(
    pair: Pair, sandbox: Sandbox
) -> None:
    sandbox.fault("rate_burst", path=LISTS)
    pair.read(pair.one)
    sandbox.clear()
    # No machine is so slow that it is over meanwhile.
    later = timezone.now() + timedelta(hours=1)
    assert Allowance.objects.update(until=later) == 1
    assert pair.asked(pair.other, "&auto=1") == set()
    assert LISTS in pair.asked(pair.other)
