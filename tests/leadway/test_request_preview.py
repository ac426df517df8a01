import os
import subprocess

import pytest

from appointments.leadway.changes import Changes, WriteOptions, update_body
from appointments.leadway.request_preview import curl, encoded
from tests.leadway.conftest import ID
from tests.leadway.peer import Peer, answer

BODY = update_body(
    Changes(title='it\'s «50 %» $HOME `id` \\ "quoted"', description="a\nb 😀"),
    WriteOptions(),
)


def test_the_shell_that_runs_it_sends_what_the_client_sends() -> None:
    with Peer(answer({"id": ID})) as peer:
        command = curl(ID, BODY, base_url=peer.url)
        shell = ["sh", "-c", f"{command} --silent --max-time 5"]
        env = {**os.environ, "LEADWAY_TOKEN": "pit-abc", "NO_PROXY": "*"}
        subprocess.run(shell, env=env, check=True, capture_output=True)
    (seen,) = peer.seen
    assert seen.line == f"PUT /calendars/events/appointments/{ID} HTTP/1.1"
    assert seen.headers["authorization"] == "Bearer pit-abc"
    assert seen.headers["version"] == "2021-07-28"
    assert seen.body == encoded(BODY).encode()


def test_the_same_body_is_encoded_the_same() -> None:
    assert encoded(BODY) == encoded(dict(BODY))
    assert encoded({"title": "ñ"}) == '{"title":"ñ"}'


def test_what_is_no_id_is_refused() -> None:
    with pytest.raises(ValueError):
        curl("../x", BODY)
