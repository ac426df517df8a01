"""From what was chosen under "Who" to an assignee and a calendar."""

from collections.abc import Callable, Set
from dataclasses import dataclass

from django.utils.translation import gettext as _

from appointments.editor.trouble import Trouble
from appointments.index.directory import Directory
from appointments.leadway.ids import is_event_id
from appointments.leadway.records import AppointmentRecord


@dataclass(frozen=True, slots=True)
class Who:
    """The chosen people and calendars, and the names that they are judged by."""

    typed: Callable[[str], str]
    touched: Set[str]
    record: AppointmentRecord
    names: Directory

    def calendar(self) -> dict[str, str]:
        """Return the calendar if it changes. Raises Trouble."""
        if "calendar_id" not in self.touched:
            return {}
        self._check_calendar(self.typed("calendar_id"))
        return {"calendar_id": self.typed("calendar_id")}

    def assignee(self) -> dict[str, str]:
        """Return the assignee if it changes. Raises Trouble.

        Who stays has to be in the team of a new calendar, too.
        """
        if "assigned_user_id" in self.touched:
            self._check_assignee(self.typed("assigned_user_id"))
            return {"assigned_user_id": self.typed("assigned_user_id")}
        if "calendar_id" in self.touched:
            self._check_who_stays()
        return {}

    def _check_calendar(self, calendar_id: str) -> None:
        known = self.names.calendars
        if calendar_id in known or (not known and is_event_id(calendar_id)):
            return
        raise Trouble("calendar_id", _("Choose a calendar from the list."))

    def _check_assignee(self, assignee: str) -> None:
        team = self.names.team(self.typed("calendar_id"))
        if assignee in team or (not team and is_event_id(assignee)):
            return
        message = _("This person is not in the calendar’s team. Choose one who is.")
        if not assignee:
            message = _("An appointment needs an assignee. Choose one.")
        raise Trouble("assigned_user_id", message)

    def _check_who_stays(self) -> None:
        team = self.names.team(self.typed("calendar_id"))
        if team and self.record.assigned_user_id not in team:
            message = _("Choose somebody from the team of the new calendar.")
            raise Trouble("assigned_user_id", message)
