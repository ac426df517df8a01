"""Two processes on one database behave as one: what one of them learned, both know."""

from collections.abc import Iterator

import pytest

from appointments.index import reference
from people.models import User
from tests import own_day
from tests.sandboxed import Sandbox
from tests.served import Served, served

pytestmark = pytest.mark.django_db(transaction=True)
DAY = f"/?date={next(own_day.far)}"
Pair = tuple[Served, Served]


@pytest.fixture(scope="module")
def running(
    django_db_setup: None,
    _sandbox: Sandbox,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Pair]:
    folder = tmp_path_factory.mktemp("served")
    with served(2, _sandbox.url, folder) as (one, other):
        yield one, other


@pytest.fixture
def pair(running: Pair, sandbox: Sandbox, carlos: User) -> Iterator[Pair]:
    """Both with the same person signed in, who may look, and nothing known yet."""
    for server in running:
        server.sign_in(carlos)
    yield running
    sandbox.switch(timezone=None)


def read(server: Served) -> str:
    """Press "Read again" for the day."""
    return server.press(f"/_refresh{DAY}")


def test_a_zone_that_anybody_reads_is_everybodys_at_the_next_request(
    pair: Pair, sandbox: Sandbox
) -> None:
    read(pair[0])
    assert all("Madrid" in one.page(DAY) for one in pair)
    sandbox.switch(timezone="America/Santiago")
    reference.refresh(even_if_recent=True)
    assert all("Santiago" in one.page(DAY) for one in pair)
