"""What the sandbox can do is written down: nothing more and nothing less."""

import re

import pytest
import requests

from tests.sandbox.process import ROOT, Account

README = (ROOT / "sandbox" / "README.md").read_text(encoding="utf-8")


def described(heading: str) -> set[str]:
    """The names in the first column of the table under a heading."""
    section = README.split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (`[^|]+) \|", section, re.MULTILINE)
    return {name for row in rows for name in re.findall(r"`(\w+)`", row)}


def test_every_switch_is_described(leadway: Account) -> None:
    assert described("Switches") == set(leadway.control("GET", "switches"))


def test_every_fault_is_described(leadway: Account) -> None:
    url = f"{leadway.url}/__sandbox__/faults"
    refusal = requests.post(url, json=[{}], timeout=60).json()["message"]
    names = refusal.partition(": ")[2].split(", ")
    assert described("Faults") == set(names)


@pytest.mark.parametrize("name", ["faults", "journal", "switches", "cast"])
def test_every_control_answers(leadway: Account, name: str) -> None:
    assert f"{name}` |" in README
    leadway.control("GET", name)
