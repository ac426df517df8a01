"""Start the sandbox: python -m sandbox --port 8001"""

import argparse
import os
import signal
import sys
from pathlib import Path
from threading import Thread

from sandbox.application import create
from sandbox.server import Server, listening
from sandbox.switches import Switches

# Opens nothing but the stand-in.
USUAL = "sandbox-token"


def main() -> None:
    options = _options()
    try:
        listener = listening(options.host, options.port)
    except OSError as error:
        sys.exit(
            f"The sandbox cannot listen on {options.host}:{options.port}:"
            f" {error.strerror}."
        )
    switches = Switches(enforce_rate=options.rate > 0)
    switches.rate_burst = options.rate or switches.rate_burst
    sandbox = create(
        options.db,
        os.environ.get("SANDBOX_TOKEN") or USUAL,
        switches,
        reset=options.reset,
        more=options.appointments,
        calendars=options.calendars,
    )
    host, port = listener.getsockname()[:2]
    place = f"[{host}]" if ":" in host else host
    print(f"The sandbox listens on http://{place}:{port}", flush=True)
    if options.until_eof:
        Thread(target=_end_with_the_input, daemon=True).start()
    Server(sandbox, listener, options.threads).run()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m sandbox", description="A stand-in for Leadway's API."
    )
    parser.add_argument("--port", type=int, default=8001, help="0 takes a free one")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--db", type=Path, default=Path("var/sandbox.sqlite3"))
    parser.add_argument("--reset", action="store_true", help="start over")
    parser.add_argument(
        "--appointments",
        type=int,
        default=0,
        help="book so many more when the database is new, over many years",
    )
    parser.add_argument(
        "--calendars", type=int, default=0, help="have so many more in a new database"
    )
    parser.add_argument("--threads", type=int, default=64)
    parser.add_argument(
        "--rate", type=int, default=100, help="calls per 10 s; 0 sets no limit"
    )
    parser.add_argument(
        "--until-eof", action="store_true", help="end when the standard input does"
    )
    return parser.parse_args()


def _end_with_the_input() -> None:
    """A pipe ends when whoever holds its other end dies, even by kill -9."""
    while os.read(0, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main()
