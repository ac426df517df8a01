"""Reads and checks the environment: one plain sentence for each thing wrong.

Every function raises ImproperlyConfigured with a sentence that names the setting.
"""

import secrets
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import available_timezones

import environ
from django.core.exceptions import ImproperlyConfigured

from appointments.leadway.ids import is_event_id
from appointments.leadway.secret import Token
from leadway_admin.whole_files import write_first

LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def read_env(env_file: Path) -> environ.Env:
    """Return the environment, with `.env` filling what is not set."""
    env = environ.Env()
    if env_file.is_file():
        env.read_env(str(env_file))
    return env


def boolean(env: environ.Env, name: str, *, default: bool) -> bool:
    text = env.str(name, default="").strip().lower()
    if text in ("", "default"):
        return default
    if text in ("1", "true", "yes", "on"):
        return True
    if text in ("0", "false", "no", "off"):
        return False
    raise ImproperlyConfigured(f"{name} must be true or false, not {text!r}.")


def seconds(env: environ.Env, name: str, *, default: float) -> float:
    text = env.str(name, default="").strip()
    try:
        value = float(text) if text else default
    except ValueError:
        value = -1
    if not 0 < value <= 600:
        raise ImproperlyConfigured(
            f"{name} must be a number of seconds above 0 and up to 600, not {text!r}."
        )
    return value


def port(env: environ.Env, name: str, *, default: int) -> int:
    text = env.str(name, default=str(default)).strip()
    if not (text.isdecimal() and 0 < int(text) < 65536):
        raise ImproperlyConfigured(f"{name} must be a port from 1 to 65535.")
    return int(text)


def choice(env: environ.Env, name: str, options: tuple[str, ...]) -> str:
    """Return one of `options`; the first is the default."""
    text = str(env.str(name, default=options[0])).strip()
    if text not in options:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(options)}.")
    return text


def time_zone(env: environ.Env, name: str) -> str:
    """Return an IANA zone name, or "" when the setting is left out."""
    text = str(env.str(name, default="")).strip()
    if text and text not in available_timezones():
        raise ImproperlyConfigured(f"{name} must be a name like Europe/Madrid.")
    return text


def secret(env: environ.Env, name: str) -> str:
    """Return the secret in NAME, or in the file that NAME_FILE points to, or ""."""
    value = str(env.str(name, default="")).strip()
    path = str(env.str(f"{name}_FILE", default="")).strip()
    if value or not path:
        return value
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(
            f"{name}_FILE points to a file that cannot be read: {path}."
        ) from error


def token(env: environ.Env, name: str) -> str:
    """Return Leadway's token, or "". The sentence about a bad one does not show it."""
    value = secret(env, name)
    try:
        return Token(value).reveal() if value else ""
    except ValueError:
        raise ImproperlyConfigured(
            f"{name} holds characters that no token has. Copy it again, without quotes."
        ) from None


def leadway_id(env: environ.Env, name: str) -> str:
    """Return an id as Leadway makes them, or "" when the setting is left out."""
    text = str(env.str(name, default="")).strip()
    if text and not is_event_id(text):
        raise ImproperlyConfigured(
            f"{name} must be an id of letters, digits, - and _ only, not {text!r}."
        )
    return text


def own_secret(path: Path) -> str:
    """Return the secret in a file of ours, made on first use and readable to us."""
    if not path.exists():
        # Another process may be as early: both go on with what the first one wrote.
        write_first(path, secrets.token_urlsafe(50).encode("ascii"), mode=0o600)
    return path.read_text(encoding="ascii").strip()


def is_loopback(url: str) -> bool:
    return (urlsplit(url).hostname or "") in LOOPBACK


def base_url(url: str, name: str) -> str:
    """Return the address without a final slash: https, or http on loopback only."""
    parts = urlsplit(url)
    plain_loopback = parts.scheme == "http" and is_loopback(url)
    if not (parts.scheme == "https" or plain_loopback) or not parts.hostname:
        raise ImproperlyConfigured(
            f"{name} must be an https address (http only on this machine)."
        )
    if parts.username or parts.password or parts.query or parts.fragment:
        raise ImproperlyConfigured(
            f"{name} must be a plain address without user, query or fragment."
        )
    return url.rstrip("/")
