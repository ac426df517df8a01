"""Runs manage.py as the service of this machine does: its user, settings, secrets.

    python -m leadway_admin.as_service signup_link --role staff

The service's secrets lie in files that root alone may read, and systemd hands them to
the service. This hands them to one command. Where no service runs from this folder, it
is manage.py and nothing else. Standard library only: settings are read afterwards.
"""

import grp
import os
import pwd
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

UNIT = "leadway-admin.service"
BASE = Path(__file__).resolve().parent.parent
CREDENTIALS = "%d/"
# What a command may know of who calls it; the rest is the service's.
KEPT = ("PATH", "LANG", "TERM")


class Unusable(Exception):
    """The service cannot be stood in for; the sentence says why."""


def main() -> None:
    service = Unit(described())
    try:
        if service.folder == BASE:
            service.refuse_strangers()
            environment = service.environment()
            service.become_its_user()
            os.environ.clear()
            os.environ.update(environment)
    except (Unusable, OSError, KeyError) as error:
        sys.exit(f"{UNIT} cannot be stood in for: {error}")
    os.chdir(BASE)
    os.execv(sys.executable, [sys.executable, "manage.py", *sys.argv[1:]])  # noqa: S606


def described() -> str:
    """Return the unit and what was laid over it, or "" where there is none."""
    command = ["systemctl", "cat", UNIT]
    try:
        done = subprocess.run(  # noqa: S603 - a constant
            command, capture_output=True, text=True, check=False
        )
    except OSError:
        return ""
    return done.stdout if done.returncode == 0 else ""


class Unit:
    """What a unit says of how its service runs."""

    def __init__(self, text: str) -> None:
        self._said: dict[str, list[str]] = {}
        for name, value in assignments(text.replace("\\\n", " ")):
            # An empty one takes back what was said before it.
            self._said[name] = [*self._said.get(name, []), value] if value else []

    def _last(self, name: str) -> str:
        return (self._said.get(name) or [""])[-1]

    @property
    def folder(self) -> Path | None:
        folder = self._last("WorkingDirectory")
        return Path(folder).resolve() if folder else None

    def environment(self) -> dict[str, str]:
        """Return the variables of the service, with its secrets in them."""
        found = {name: os.environ[name] for name in KEPT if name in os.environ}
        for line in self._said.get("Environment", []):
            found.update(
                (name, value)
                for name, _, value in (one.partition("=") for one in shlex.split(line))
            )
        for path in self._said.get("EnvironmentFile", []):
            if not path.startswith("-") or Path(path[1:]).exists():
                found.update(variables(Path(path.lstrip("-")).read_text("utf-8")))
        return dict(self._with_secrets(found))

    def _with_secrets(self, found: dict[str, str]) -> Iterator[tuple[str, str]]:
        """Put what a credential holds where the service finds the credential's path."""
        files = dict(
            one.partition(":")[::2] for one in self._said.get("LoadCredential", [])
        )
        for name, value in found.items():
            if not value.startswith(CREDENTIALS):
                yield name, value
                continue
            path = Path(files[value.removeprefix(CREDENTIALS)])
            secret = path.read_text("utf-8").strip()
            if not secret:
                raise Unusable(f"{path} is empty.")
            yield name.removesuffix("_FILE"), secret

    @property
    def user(self) -> pwd.struct_passwd:
        return pwd.getpwnam(self._last("User"))

    def refuse_strangers(self) -> None:
        if os.geteuid() not in (0, self.user.pw_uid):
            raise Unusable("run this with sudo.")

    def become_its_user(self) -> None:
        """Be who the service is, so that whatever is written is the service's."""
        user = self.user
        if os.geteuid() == user.pw_uid:
            return
        group = self._last("Group")
        gid = grp.getgrnam(group).gr_gid if group else user.pw_gid
        os.initgroups(user.pw_name, gid)
        os.setgid(gid)
        os.setuid(user.pw_uid)
        os.umask(int(self._last("UMask") or "022", 8))


def assignments(text: str) -> Iterator[tuple[str, str]]:
    """Yield name and value of each line that has both; comments have neither."""
    for line in map(str.strip, text.splitlines()):
        name, equals, value = line.partition("=")
        if not equals or line.startswith(("#", ";", "[")):
            continue
        yield name.strip(), value.strip()


def variables(text: str) -> Iterator[tuple[str, str]]:
    """Yield the variables of a file of them, whose values may be in quotes."""
    for name, value in assignments(text):
        quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
        yield name, value[1:-1] if quoted else value


if __name__ == "__main__":
    main()
