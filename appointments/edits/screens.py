"""From which screen an edit was made, as far as the address of its page tells.

A browser says that itself, so nothing is decided by it: it is told in the history.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from appointments.request import Request, in_panel, page_asking


class Screen(models.TextChoices):
    EDITOR = "editor", _("in the editor")
    PANEL = "panel", _("in the panel")
    TODAY = "today", _("from Today")
    CALENDAR = "calendar", _("from the calendar")
    LIST = "list", _("from the list")
    HISTORY = "history", _("from the history")
    OUTBOX = "outbox", _("from the outbox")
    SEARCH = "search", _("from the search")


_OF_PAGE = {
    "appointment": Screen.EDITOR,
    "day": Screen.TODAY,
    "calendar": Screen.CALENDAR,
    "listing": Screen.LIST,
    "history": Screen.HISTORY,
    "outbox": Screen.OUTBOX,
    "search": Screen.SEARCH,
    "found": Screen.SEARCH,
}


def screen_of(request: Request, *, in_row: bool = False) -> str:
    """Name the screen that asks, "" where that is none of these.

    `in_row` says that a row asks, not the panel that may be open over it.
    """
    if in_panel(request) and not in_row:
        return Screen.PANEL
    return _OF_PAGE.get(page_asking(request), "")
