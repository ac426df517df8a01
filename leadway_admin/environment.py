"""Reads and checks the environment: one plain sentence for each thing wrong.

django-environ reads, with the casts of this module: its own take "10 minutes" for ten
and "maybe" for false.
"""

import os
import re
import secrets
from collections.abc import Callable
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import SplitResult, urlsplit
from zoneinfo import available_timezones

import environ
from django.core.exceptions import ImproperlyConfigured

from appointments.leadway.ids import is_event_id
from appointments.leadway.secret import Token
from leadway_admin.whole_files import write_first

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
KEPT = ("sqlite:", "postgres:", "postgresql:")
TRUE, FALSE = ("1", "true", "yes", "on"), ("0", "false", "no", "off")


class Environment(environ.FileAwareEnv):  # type: ignore[misc]  # it carries no types
    """The variables, and `.env` for those that are left out. An empty one is left out.

    A cast raises ValueError with what the setting must be. `SECRETS` are the names of
    what was asked for as a secret.
    """

    SECRETS: ClassVar[set[str]] = set()

    def get_value(
        self,
        var: str,
        cast: Any = None,
        default: Any = environ.Env.NOTSET,
        parse_default: bool = False,
    ) -> Any:
        if not self._said(var):
            return default
        try:
            return super().get_value(var, cast, default, parse_default)
        except ValueError as error:
            raise ImproperlyConfigured(f"{var} must be {error}.") from None

    def secret(self, name: str) -> str:
        """Return it, or "": its file is to be read by nobody else, see modes.py."""
        self.SECRETS.add(name)
        return self._said(name)

    def _said(self, name: str) -> str:
        """Return what is in the file that NAME_FILE points to, or in NAME, or "".

        As it stands there: a "$" in it does not begin the name of another variable.
        """
        try:
            found = str(self.ENVIRON.get(name, "")).strip()
        except (OSError, UnicodeDecodeError) as error:
            raise ImproperlyConfigured(
                f"{name}_FILE points to a file that cannot be read."
            ) from error
        # Whoever names a file means to say something with it.
        if not found and os.environ.get(f"{name}_FILE", "").strip():
            raise ImproperlyConfigured(f"{name}_FILE points to an empty file.")
        return found

    def database(self, name: str, default: str) -> dict[str, Any]:
        """Return Django's settings of it. The sentence hides the password."""
        url = self.secret(name) or default
        found: dict[str, Any] = self.db_url_config(url) if url.startswith(KEPT) else {}
        if not found.get("NAME"):
            raise ImproperlyConfigured(
                f"{name} must be like postgres://user:password@host/name, or"
                " sqlite:////path/of/the/file."
            )
        return found

    def token(self, name: str) -> str:
        """Return Leadway's token, or "". The sentence about a bad one hides it."""
        value = self.secret(name)
        try:
            return Token(value).reveal() if value else ""
        except ValueError:
            raise ImproperlyConfigured(
                f"{name} holds characters that no token has."
                " Copy it again, without quotes."
            ) from None


def networks(text: str) -> tuple[IPv4Network | IPv6Network, ...]:
    try:
        named = [one.strip() for one in text.split(",") if one.strip()]
        return tuple(ip_network(one) for one in named)
    except ValueError:
        raise ValueError("addresses or networks like 10.0.0.0/8, by commas") from None


def boolean(text: str) -> bool:
    word = text.strip().lower()
    if word not in TRUE + FALSE:
        raise ValueError(f"true or false, not {text!r}")
    return word in TRUE


def seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1
    if not 0 < value <= 600:
        raise ValueError(f"a number of seconds above 0 and up to 600, not {text!r}")
    return value


def pause(text: str) -> float:
    """Read how long something waits that somebody is looking at; 0 is not at all."""
    try:
        value = float(text)
    except ValueError:
        value = -1
    if not 0 <= value <= 60:
        raise ValueError(f"a number of seconds from 0 to 60, not {text!r}")
    return value


def port(text: str) -> int:
    number = text.strip()
    if not (number.isdecimal() and 0 < int(number) < 65536):
        raise ValueError("a port from 1 to 65535")
    return int(number)


def whole_number(least: int, most: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        digits = text.strip()
        if not (digits.isdecimal() and least <= int(digits) <= most):
            raise ValueError(f"a whole number from {least} to {most}")
        return int(digits)

    return number


def one_of(*options: str) -> Callable[[str], str]:
    def choice(text: str) -> str:
        if text.strip() not in options:
            raise ValueError(f"one of {', '.join(options)}")
        return text.strip()

    return choice


def time_zone(text: str) -> str:
    if text.strip() not in available_timezones():
        raise ValueError("a name like Europe/Madrid")
    return text.strip()


def leadway_id(text: str) -> str:
    if not is_event_id(text.strip()):
        raise ValueError(f"an id of letters, digits, - and _ only, not {text!r}")
    return text.strip()


def host(text: str) -> str:
    name = text.strip().lower()
    if not re.fullmatch(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?", name):
        raise ValueError("the name of a host alone, like api.example.com")
    return name


def base_url(*hosts: str) -> Callable[[str], str]:
    """Read an address without a final slash: https, at one of these hosts only.

    Our token goes there. On this machine any scheme of the two will do.
    """

    def address(text: str) -> str:
        parts = _taken_apart(text.strip())
        here = parts.hostname in LOOPBACK
        if not (parts.scheme == "https" or here and parts.scheme == "http"):
            raise ValueError("an https address (http only on this machine)")
        if "@" in parts.netloc or parts.query or parts.fragment:
            raise ValueError("a plain address without user, query or fragment")
        if not here and parts.hostname not in hosts:
            names = " or ".join(one for one in hosts if one)
            raise ValueError(
                f"an address at {names}, or at the host in LEADWAY_FURTHER_HOST"
            )
        return parts.geturl().rstrip("/")

    return address


def _taken_apart(url: str) -> SplitResult:
    """Split an address, of which nothing may be read in two ways."""
    try:
        parts = urlsplit(url)
        plain = parts.port != 0 and bool(parts.hostname)
    except ValueError:
        plain = False
    if not plain or re.search(r"[^!-~]|\\", url):
        raise ValueError("an https address (http only on this machine)")
    return parts


def is_loopback(url: str) -> bool:
    return (urlsplit(url).hostname or "") in LOOPBACK


def secret_for_now(path: Path) -> str:
    """Return our own secret; before anything was started here, one that nobody keeps.

    So a command that was called in the wrong place leaves no file behind.
    """
    return own_secret(path) if path.parent.exists() else secrets.token_urlsafe(50)


def own_secret(path: Path) -> str:
    """Return the secret in a file of ours, made on first use and readable to us."""
    if not path.exists():
        # Another process may be as early: both go on with what the first one wrote.
        write_first(path, secrets.token_urlsafe(50).encode("ascii"), mode=0o600)
    return path.read_text(encoding="ascii").strip()
