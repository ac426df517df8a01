from collections.abc import Iterator

import pytest

from tests.sandbox.process import Account, running


@pytest.fixture(scope="session")
def _process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Account]:
    """One sandbox for all these tests; each makes its own appointments."""
    db = tmp_path_factory.mktemp("sandbox") / "sandbox.sqlite3"
    with running(db, "--rate", "0") as account:
        yield account


@pytest.fixture
def leadway(_process: Account) -> Iterator[Account]:
    """The running sandbox, without what an earlier test has set up."""
    initial = _process.control("GET", "switches")
    _process.control("DELETE", "journal")
    yield _process
    _process.control("DELETE", "faults")
    _process.control("POST", "switches", initial)
