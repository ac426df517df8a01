from collections.abc import Iterator

import pytest

from tests.sandbox import clock
from tests.sandbox.process import Account, running


@pytest.fixture(scope="session")
def _process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Account]:
    """One sandbox for all these tests; each makes its own appointments."""
    db = tmp_path_factory.mktemp("sandbox") / "sandbox.sqlite3"
    with running(db, "--rate", "0") as account:
        yield account


@pytest.fixture(scope="module")
def _as_delivered(_process: Account) -> Account:
    """Quiet days are few, so each file of tests begins with all of them."""
    _process.control("POST", "reset")
    clock.start_over()
    return _process


@pytest.fixture
def leadway(_as_delivered: Account) -> Iterator[Account]:
    """The running sandbox, without what an earlier test has set up."""
    initial = _as_delivered.control("GET", "switches")
    _as_delivered.control("DELETE", "journal")
    yield _as_delivered
    _as_delivered.control("DELETE", "faults")
    _as_delivered.control("POST", "switches", initial)
