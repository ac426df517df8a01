from collections.abc import Callable, Iterator
from typing import Any

import pytest

from appointments.leadway.client import Call, Leadway, Token
from tests.leadway.peer import Peer, Script
from tests.sandboxed import Sandbox

SECRET = "pit-5ecre7-0123456789abcdef"
ID = "ocQHyuzHvysMo5N5VsXc"

Play = Callable[..., tuple[Leadway, Peer]]


@pytest.fixture
def calls() -> list[Call]:
    """What the client reported of its calls, in order."""
    return []


@pytest.fixture
def play(calls: list[Call]) -> Iterator[Play]:
    """Start a peer with these scripts, and a client that calls it."""
    opened: list[tuple[Leadway, Peer]] = []

    def start(*scripts: Script, tls: Any = None, **settings: Any) -> Any:
        peer = Peer(*scripts, tls=tls).__enter__()
        options = {"deadline_s": 5.0, "read_deadline_s": 5.0, **settings}
        leadway = Leadway(
            token=Token(SECRET),
            location_id="C2QujeCh8ZnC7al2InWR",
            base_url=peer.url,
            on_call=calls.append,
            **options,
        )
        opened.append((leadway, peer))
        return leadway, peer

    yield start
    for leadway, peer in opened:
        leadway.close()
        peer.__exit__(None, None, None)


@pytest.fixture(scope="session")
def _running() -> Iterator[Sandbox]:
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(_running: Sandbox) -> Iterator[Sandbox]:
    """The running sandbox, without the faults and switches of an earlier test."""
    switches = _running.control("GET", "switches")
    _running.clear()
    yield _running
    _running.clear()
    _running.switch(**switches)


@pytest.fixture
def leadway(sandbox: Sandbox) -> Iterator[Leadway]:
    """A client of the sandbox."""
    client = Leadway(
        token=Token(sandbox.token),
        location_id=sandbox.location_id,
        base_url=sandbox.url,
        deadline_s=2.0,
        read_deadline_s=2.0,
    )
    yield client
    client.close()
