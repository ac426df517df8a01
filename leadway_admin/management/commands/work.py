"""Does everything that nobody waits for: `manage.py work`, beside the web server."""

import os
import signal
import sys
import time
from threading import Thread
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from appointments.work.worker import Elsewhere, Worker
from leadway_admin.health import is_ready

LOOK_AGAIN_S = 1.0


class Command(BaseCommand):
    help = "Reads what is due of Leadway, and looks after what was left unfinished."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--until-eof", action="store_true", help="end when the standard input does"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        worker = Worker(settings.WORK_THREADS)

        def stop(_number: int, _frame: FrameType | None) -> None:
            worker.stopping.set()

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, stop)
        if options["until_eof"]:
            Thread(target=end_with_the_input, daemon=True).start()
        # The web server brings the tables to this version.
        while not worker.stopping.is_set() and not is_ready():
            time.sleep(LOOK_AGAIN_S)
        self.stdout.write("The worker has begun.")
        self.stdout.flush()
        try:
            worker.run()
        except Elsewhere:
            sys.exit("This worker is set up for another account than the index.")
        # What it still reads nobody waits for: another one begins it anew.
        os._exit(0)


def end_with_the_input() -> None:
    """A pipe ends when whoever holds its other end dies, even by kill -9."""
    while os.read(0, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
