"""The benchmark is used seldom, and has to keep up with the product all the same."""

import subprocess
import sys

from tests.sandboxed import ROOT

SHORT = ["--rounds", "1", "--people", "2", "--upstream-ms", "0"]
SMALL = ["--rounds", "1", "--rows", "200", "1200"]


def test_it_sets_all_three_sides_beside_each_other() -> None:
    told = printed("tests.benchmark", *SHORT)
    for side in ("bare function", "plain Django", "A day", "statements", "0 lost"):
        assert side in told


def test_it_sets_the_sizes_of_an_index_beside_each_other() -> None:
    told = printed("tests.benchmark.large", *SMALL)
    for told_of in ("1,200 appointments", "Today", "the last page", "search, rare"):
        assert told_of in told


def printed(module: str, *arguments: str) -> str:
    ran = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout
