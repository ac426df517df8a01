"""The pages that are measured. One more is one line here, and a view in plain/."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the product, and the one of plain Django that shows as much.

    `{event_id}` and `{date}` stand for an appointment and for the day that it is on.
    `reach` is how many times the work of the plain one it may cost, if that is set.
    """

    name: str
    path: str
    plain: str
    reach: float | None = None


PAGES = (
    Page("The editor", "/appointments/{event_id}/", "/edit/{event_id}/", 1.3),
    Page("A day", "/?date={date}", "/day/?date={date}"),
)
EDITOR, DAY = PAGES
