"""One command for everything: `script/start`.

Prepares the data, then runs the web server, and the sandbox where no token is set, as
children. Says where to look and how to sign in. Ends with all of them.
"""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from leadway_admin.supervisor import Program, ProgramError, Supervisor

PYTHON = sys.executable


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leadway_admin.settings")
    try:
        programs = list(programs_to_run())
        refuse_taken_ports()
        with Supervisor(say) as supervisor:
            run(supervisor, programs)
    except ImproperlyConfigured as error:
        return complain(f"Leadway Admin cannot start: {error}")
    except ProgramError as error:
        return complain(f"{error} Everything else was stopped too.")
    say("Leadway Admin is stopped.")
    return 0


def programs_to_run() -> Iterator[Program]:
    """Yield what to run, in the order of starting. Reading settings may refuse."""
    if settings.SANDBOX:
        port = settings.SANDBOX_PORT
        database = str(settings.VAR / "sandbox.sqlite3")
        command = [PYTHON, "-m", "sandbox", "--port", str(port), "--db", database]
        yield Program("sandbox", command, f"http://127.0.0.1:{port}/healthz")
    web = [PYTHON, "-m", "gunicorn", "leadway_admin.wsgi"]
    yield Program("web", web, f"http://127.0.0.1:{settings.PORT}/healthz")


def run(supervisor: Supervisor, programs: list[Program]) -> None:
    """Return after a signal. The sandbox gets ready while the data is prepared."""
    *others, web = programs
    for program in others:
        supervisor.start(program)
    for_people = prepare()
    supervisor.start(web)
    if all(supervisor.wait_until_ready(program) for program in programs):
        say(f"\nLeadway Admin is at http://127.0.0.1:{settings.PORT}/")
        say(for_people)
        say("Ctrl-C stops it.\n")
        supervisor.wait()


def prepare() -> str:
    """Bring database, translations and static files up to date.

    Returns what a person needs to know to sign in. Ctrl-C does not reach it: half a
    migration is worse than a second of waiting.
    """
    done = subprocess.run(  # noqa: S603 - a command of ours
        [PYTHON, "manage.py", "prepare"],
        stdout=subprocess.PIPE,
        text=True,
        check=False,
        start_new_session=True,
    )
    if done.returncode != 0:
        raise ProgramError("The preparation failed (see above).")
    return done.stdout.rstrip()


def refuse_taken_ports() -> None:
    wanted = {"PORT": settings.PORT}
    if settings.SANDBOX:
        wanted["SANDBOX_PORT"] = settings.SANDBOX_PORT
        if settings.PORT == settings.SANDBOX_PORT:
            raise ImproperlyConfigured("PORT and SANDBOX_PORT must differ.")
    for name, port in wanted.items():
        if not is_free(port):
            raise ImproperlyConfigured(
                f"port {port} is taken. End what uses it, or choose another one: "
                f"{name}={port + 10} script/start"
            )


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        # As the servers do: a port that only waits out its last calls is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def say(text: str) -> None:
    print(text, flush=True)


def complain(text: str) -> int:
    print(text, file=sys.stderr, flush=True)
    return 1


if __name__ == "__main__":
    sys.exit(main())
