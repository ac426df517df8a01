"""Settings are read as they are meant, or refused with a sentence that names them."""

import os
import subprocess
import sys
from collections.abc import Callable
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from leadway_admin import environment as read
from leadway_admin.environment import Environment

ROOT = Path(__file__).resolve().parent.parent
SQLITE = "sqlite:////of/the/default"
BASE_URL = read.base_url("example.com", "api.example.org")
FURTHER = "NAME must be an address at example.com, or at the host in LEADWAY_FURTHER_"


@pytest.fixture
def env(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Environment]:
    def holding(**variables: str) -> Environment:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        made = Environment()
        made.ENVIRON.files_cache.clear()
        return made

    return holding


@pytest.mark.parametrize(
    ("cast", "text", "value"),
    [
        (read.boolean, " Yes ", True),
        (read.boolean, "0", False),
        (read.seconds, "2.5", 2.5),
        (read.pause, "0", 0.0),
        (read.pause, "60", 60.0),
        (read.port, " 8123 ", 8123),
        (read.one_of("text", "json"), "json", "json"),
        (read.networks, "10.0.0.1, ::1", (ip_network("10.0.0.1"), ip_network("::1"))),
        (read.time_zone, "Europe/Madrid", "Europe/Madrid"),
        (read.leadway_id, "C2QujeCh8ZnC7al2InWR", "C2QujeCh8ZnC7al2InWR"),
        (read.host, " API.example.com ", "api.example.com"),
        (BASE_URL, "https://example.com/api/", "https://example.com/api"),
        (BASE_URL, " HTTPS://API.example.org:8443 ", "https://API.example.org:8443"),
        (BASE_URL, "http://127.0.0.1:8001", "http://127.0.0.1:8001"),
        (BASE_URL, "http://[::1]:8001/", "http://[::1]:8001"),
    ],
)
def test_a_setting_is_read(env: Any, cast: Any, text: str, value: object) -> None:
    assert env(NAME=text)("NAME", cast, None) == value


@pytest.mark.parametrize(
    ("cast", "text", "sentence"),
    [
        (read.boolean, "maybe", "NAME must be true or false, not 'maybe'."),
        (read.seconds, "10 minutes", "NAME must be a number of seconds above 0"),
        (read.seconds, "0", "NAME must be a number of seconds above 0"),
        (read.seconds, "nan", "NAME must be a number of seconds above 0"),
        (read.pause, "61", "NAME must be a number of seconds from 0 to 60"),
        (read.pause, "-1", "NAME must be a number of seconds from 0 to 60"),
        (read.pause, "six", "NAME must be a number of seconds from 0 to 60"),
        (read.port, "70000", "NAME must be a port from 1 to 65535."),
        (read.one_of("text", "json"), "xml", "NAME must be one of text, json."),
        (read.time_zone, "Madrid", "NAME must be a name like Europe/Madrid."),
        (read.networks, "proxy", "NAME must be addresses or networks like 10.0.0.0/8"),
        (read.networks, "10.0.0.1/8", "NAME must be addresses or networks like"),
        (read.leadway_id, "a/b", "NAME must be an id of letters, digits, - and _"),
        (read.host, "https://example.com", "NAME must be the name of a host alone"),
        (read.host, "example.com:443", "NAME must be the name of a host alone"),
        (BASE_URL, "http://example.com", "NAME must be an https address"),
        (BASE_URL, "ftp://127.0.0.1", "NAME must be an https address"),
        (BASE_URL, "https://", "NAME must be an https address"),
        (BASE_URL, "https://example.com:x", "NAME must be an https address"),
        (BASE_URL, "https://example.com\\@evil.example", "NAME must be an https"),
        (BASE_URL, "https://exam\tple.com", "NAME must be an https address"),
        (BASE_URL, "https://a:b@example.com", "NAME must be a plain address"),
        (BASE_URL, "https://@example.com", "NAME must be a plain address"),
        (BASE_URL, "https://example.com/?a=b", "NAME must be a plain address"),
        (BASE_URL, "https://evil.example", "NAME must be an address at example.com"),
        (BASE_URL, "https://example.com.evil.example", "NAME must be an address at"),
        (read.base_url("example.com", ""), "https://evil.example", FURTHER),
    ],
)
def test_a_malformed_one_is_named(
    env: Any, cast: Any, text: str, sentence: str
) -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        env(NAME=text)("NAME", cast, None)
    assert str(refusal.value).startswith(sentence)


def test_an_empty_one_is_left_out(env: Any) -> None:
    held = env(NAME=" ", NAME_FILE="")
    assert held("NAME", read.port, 8000) == 8000
    assert held.list("NAME", default=[]) == []
    assert held.database("NAME", SQLITE)["NAME"] == "/of/the/default"


def test_a_secret_may_be_in_a_file(env: Any, tmp_path: Path) -> None:
    (tmp_path / "token").write_text("pit-1\n")
    assert env(NAME="", NAME_FILE=str(tmp_path / "token")).token("NAME") == "pit-1"


def test_a_secret_may_begin_with_a_dollar(env: Any) -> None:
    assert env(NAME="$abc").secret("NAME") == "$abc"


@pytest.mark.parametrize("content", [None, b"\xff"])
def test_a_file_that_cannot_be_read_is_named(
    env: Any, tmp_path: Path, content: bytes | None
) -> None:
    if content:
        (tmp_path / "token").write_bytes(content)
    with pytest.raises(ImproperlyConfigured, match="NAME_FILE points to a file"):
        env(NAME_FILE=str(tmp_path / "token")).secret("NAME")


def test_the_sentence_about_a_bad_token_hides_it(env: Any) -> None:
    with pytest.raises(ImproperlyConfigured, match="NAME holds") as refusal:
        env(NAME="<pit-1>").token("NAME")
    assert "pit-1" not in str(refusal.value)


@pytest.mark.parametrize(
    "text", ["nonsense", "foo://user:hidden@host/name", "postgres://user:hidden@host"]
)
def test_an_address_that_is_no_database_is_named(env: Any, text: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="NAME must be like") as refusal:
        env(NAME=text).database("NAME", SQLITE)
    assert "hidden" not in str(refusal.value)


def started(**settings: str) -> "subprocess.CompletedProcess[str]":
    """Read all settings of an installation, in a process of its own."""
    told = {"LEADWAY_TOKEN": "pit-none", "LEADWAY_LOCATION_ID": "account"}
    # Whatever a .env in this checkout says.
    told |= {"LEADWAY_BASE_URL": "", "LEADWAY_FURTHER_HOST": ""}
    said = "from leadway_admin import settings; print(settings.LEADWAY_BASE_URL)"
    return subprocess.run(
        [sys.executable, "-c", said],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **told, **settings},
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(
    "address", ["https://evil.example", "http://services.leadconnectorhq.com"]
)
def test_the_token_goes_to_no_other_host(address: str) -> None:
    begun = started(LEADWAY_BASE_URL=address)
    assert begun.returncode != 0
    assert begun.stderr.splitlines()[-1].split(": ")[1].startswith("LEADWAY_BASE_URL")


def test_a_host_of_ones_own_has_to_be_named_twice() -> None:
    own = "https://leadway.example.com/api"
    begun = started(LEADWAY_BASE_URL=own, LEADWAY_FURTHER_HOST="leadway.example.com")
    assert begun.stdout.strip() == own, begun.stderr
    assert started().stdout.strip() == "https://services.leadconnectorhq.com"


def test_in_production_not_every_name_is_ours() -> None:
    told = {"LEADWAY_ADMIN_ENV": "production", "SECRET_KEY": "k" * 60}
    begun = started(**told, ALLOWED_HOSTS="dashboard.example.com,*")
    assert begun.stderr.splitlines()[-1].endswith(
        "ALLOWED_HOSTS must name each host, not * for all."
    )
    begun = started(**told, ALLOWED_HOSTS="dashboard.example.com")
    assert begun.returncode == 0, begun.stderr
