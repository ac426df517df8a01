"""How much one person may leave open: nobody fills the database, or the outbox, alone.

What is more is refused while it is on the screen. Nothing that is kept goes for it.
"""

from typing import Any

MOST_EDITS, MOST_DRAFTS = 500, 200


class Full(Exception):
    """Somebody has as many as one may: `what` is "edits" or "drafts"."""

    def __init__(self, what: str, most: int) -> None:
        super().__init__(what)
        self.what, self.most = what, most


def room_for_edits(
    table: str, states: tuple[str, ...], person_id: int | None
) -> tuple[str, list[Any]]:
    """Return a condition in SQL, and its values: whether one more may be open.

    It looks through what is open of everybody, which is little, and not through all
    that this person has ever done; the sign says so to SQLite.
    """
    places = ", ".join(["%s"] * len(states))
    condition = (
        f"(SELECT count(*) FROM {table}"  # noqa: S608 – a name of ours
        f" WHERE state IN ({places}) AND +person_id = %s) < %s"
    )
    return condition, [*states, person_id, MOST_EDITS]
