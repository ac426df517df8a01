"""A PostgreSQL of one's own: it answers, hands the result on, and goes with it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import postgres
from tests.sandboxed import ROOT

COMMAND = [sys.executable, "-m", "tests.postgres", sys.executable, "-c"]
ASK = """
import os, psycopg
with psycopg.connect(os.environ["DATABASE_URL"]) as server:
    print(server.execute("SHOW data_directory").fetchone()[0])
    raise SystemExit(3)
"""


@pytest.mark.skipif(not postgres.programs(), reason="PostgreSQL is not installed")
def test_a_command_has_a_server_while_it_runs() -> None:
    ran = subprocess.run([*COMMAND, ASK], cwd=ROOT, capture_output=True, text=True)
    assert ran.returncode == 3, ran.stderr
    assert not Path(ran.stdout.strip()).exists()


def test_without_its_programs_it_says_so(tmp_path: Path) -> None:
    nothing = "import tests.postgres as p; p.PLACES = (); raise SystemExit(p.main())"
    ran = subprocess.run(
        [sys.executable, "-c", nothing, "never", "run"],
        cwd=ROOT,
        env=os.environ | {"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert (ran.returncode, ran.stderr) == (postgres.NOT_INSTALLED, "")
    assert "not installed" in ran.stdout


def test_the_tests_that_run_on_it_are_there() -> None:
    assert [one for one in postgres.DIFFERENT if not (ROOT / one).exists()] == []
