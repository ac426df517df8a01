"""THE table of fields: every list of them elsewhere is read from here.

Source: Leadway, "Update appointment".
"""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, get_args

Kind = Literal["line", "long", "rule", "id", "ids", "time", "status", "choice", "flag"]
Section = Literal["when", "who", "where", "status", "what", "repeat", "options"]

LOCATION_TYPES = ("custom", "zoom", "gmeet", "phone", "address", "ms_teams", "google")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an appointment, or an option of one write.

    `section` is the part of the form that sets it, None where nothing does. `told`
    says that a GET returns it, `echoed` that the answer of a PUT does; `limit` is how
    many characters we send at most.
    """

    name: str
    wire: str
    kind: Kind
    section: Section | None = None
    limit: int | None = None
    told: bool = True
    echoed: bool = True

    @property
    def settable(self) -> bool:
        return self.section is not None

    @property
    def is_option(self) -> bool:
        """Whether it says how to apply one write, and is no part of the record."""
        return self.section == "options"


def _option(name: str, wire: str) -> Field:
    return Field(name, wire, "flag", "options", told=False, echoed=False)


# First what a body may hold, in the order of the page's table: bodies are written so.
TABLE = (
    Field("title", "title", "line", "what", limit=255),
    Field(
        "meeting_location_type", "meetingLocationType", "choice", "where", told=False
    ),
    Field(
        "meeting_location_id",
        "meetingLocationId",
        "id",
        "where",
        told=False,
        echoed=False,
    ),
    _option("override_location_config", "overrideLocationConfig"),
    Field("appointment_status", "appointmentStatus", "status", "status"),
    Field("assigned_user_id", "assignedUserId", "id", "who"),
    Field("description", "description", "long", "what", limit=10_000, echoed=False),
    Field("address", "address", "line", "where", limit=2_000),
    _option("ignore_date_range", "ignoreDateRange"),
    _option("to_notify", "toNotify"),
    _option("ignore_free_slot_validation", "ignoreFreeSlotValidation"),
    Field("rrule", "rrule", "rule", "repeat", limit=1_000),
    Field("calendar_id", "calendarId", "id", "who"),
    Field("start_time", "startTime", "time", "when"),
    Field("end_time", "endTime", "time", "when"),
    Field("id", "id", "id"),
    Field("location_id", "locationId", "id"),
    Field("contact_id", "contactId", "id"),
    Field("master_event_id", "masterEventId", "id"),
    Field("is_recurring", "isRecurring", "flag"),
    Field("date_added", "dateAdded", "time", echoed=False),
    Field("date_updated", "dateUpdated", "time", echoed=False),
    Field("users", "users", "ids"),
    Field("deleted", "deleted", "flag"),
    Field("notes", "notes", "long"),
)


def of_kind(*kinds: Kind) -> tuple[str, ...]:
    """Name the fields of these kinds."""
    return tuple(one.name for one in TABLE if one.kind in kinds)


def _of_section(section: Section) -> tuple[str, ...]:
    return tuple(one.name for one in TABLE if one.section == section)


BODY_NAMES = MappingProxyType({one.name: one.wire for one in TABLE if one.settable})
ATTRIBUTES = tuple(f.name for f in TABLE if f.settable and not f.is_option)
OPTIONS = _of_section("options")
# What no save should change unasked: the attributes, and what it belongs to.
COMPARED = (*ATTRIBUTES, "contact_id", "location_id", "is_recurring")
SECTIONS = MappingProxyType(
    {one: _of_section(one) for one in get_args(Section) if one != "options"}
)
SECTION_OF = MappingProxyType(
    {name: s for s, names in SECTIONS.items() for name in names}
)
LIMITS = MappingProxyType({one.name: one.limit for one in TABLE if one.limit})
IDS = of_kind("id")
TEXTS = of_kind("line", "long", "rule", "id", "choice")
TIMES = of_kind("time")
MANY_LINES = of_kind("long", "rule")
# A read leaves out a text that is empty: where it is told, missing means empty.
TOLD_TEXTS = tuple(f.name for f in TABLE if f.told and f.name in LIMITS)
TOLD = tuple(f.name for f in TABLE if f.told)
ONLY_ECHOED = tuple(f.name for f in TABLE if f.echoed and not f.told)
ECHOED = tuple(f.name for f in TABLE if f.echoed)

_WIRE = {one.name: one.wire for one in TABLE}


def wire_name(name: str) -> str:
    """Return the API's spelling of our `name`; KeyError when there is none."""
    return _WIRE[name]
