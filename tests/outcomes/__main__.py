"""Run every outcome and print the table: what happened, what was said, what came of it.

    python -m tests.outcomes

A row stands there only when all four ways of it held. Exit code 1 when one did not.
"""

import sys
from typing import Any

import pytest

HEAD = ("What happens to the PUT", "The edit", "First said", "After a look")


class Told:
    """Collects what each test tells of its outcome."""

    def __init__(self) -> None:
        self.rows: dict[str, list[dict[str, str]]] = {}

    def pytest_runtest_logreport(self, report: Any) -> None:
        if report.when == "call" and report.passed:
            for name, value in report.user_properties:
                if name == "outcome":
                    self.rows.setdefault(value["row"], []).append(value)

    def table(self) -> str:
        lines = [HEAD, ("---",) * len(HEAD)]
        lines += [self._line(row, ways) for row, ways in self.rows.items()]
        return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)

    def _line(self, row: str, ways: list[dict[str, str]]) -> tuple[str, ...]:
        english = next(one for one in ways if one["way"] == "htmx, may read")
        return (row, english["state"], english["said"], english["then"])


def main() -> int:
    told = Told()
    code = pytest.main(["-q", "tests/outcomes"], plugins=[told])
    sys.stdout.write(f"\n{told.table()}\n")
    return int(code)


if __name__ == "__main__":
    sys.exit(main())
