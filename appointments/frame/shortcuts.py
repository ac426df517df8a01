"""THE table of keys, for the sheet that shows them."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Shortcut:
    """What some keys do. Single ones are off for who switched them off."""

    label: Promise
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    title: Promise
    shortcuts: tuple[Shortcut, ...]


SECTIONS = (
    Section(
        _("Anywhere"),
        (
            Shortcut(_("Search and commands"), ("Ctrl", "K")),
            Shortcut(_("Search this page"), ("/",)),
            Shortcut(_("Go to Today, Calendar, Appointments"), ("G", "T", "C", "A")),
            Shortcut(_("Today, Calendar at once"), ("T", "C")),
            Shortcut(_("Undo the last change"), ("U",)),
            Shortcut(_("This sheet"), ("?",)),
        ),
    ),
    Section(
        _("List, Today and Calendar"),
        (
            Shortcut(_("Next, previous"), ("J", "K")),
            Shortcut(_("Open in the panel"), ("Enter", "O")),
            Shortcut(_("Open full page"), ("Ctrl", "Enter")),
            Shortcut(_("Showed, no-show, cancel"), ("S", "N", "X")),
        ),
    ),
    Section(
        _("Editor"),
        (
            Shortcut(_("Save all changes"), ("Ctrl", "S")),
            Shortcut(_("Next, previous in the panel"), ("J", "K")),
            Shortcut(_("Close the panel"), ("Esc",)),
        ),
    ),
    Section(
        _("Calendar"),
        (
            Shortcut(_("Day, week, month"), ("D", "W", "M")),
            Shortcut(_("The days before, the days after"), ("←", "→")),
        ),
    ),
    Section(
        _("An appointment in the calendar"),
        (
            Shortcut(_("Earlier, later"), ("Alt", "↑", "↓")),
            Shortcut(_("To another person"), ("Alt", "←", "→")),
            Shortcut(_("Longer, shorter"), ("Alt", "Shift", "↓", "↑")),
            Shortcut(_("Drop, put back"), ("Enter", "Esc")),
        ),
    ),
)
