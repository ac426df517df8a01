"""The benchmark is used seldom, and has to keep up with the product all the same."""

import subprocess
import sys

from tests.sandboxed import ROOT

SHORT = ["--rounds", "1", "--people", "2", "--upstream-ms", "0"]


def test_it_sets_all_three_sides_beside_each_other() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "tests.benchmark", *SHORT],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stderr
    for told in ("bare function", "plain Django", "A day", "statements", "0 lost"):
        assert told in ran.stdout
