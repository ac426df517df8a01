"""What of the history is asked for, as the query of an address has it."""

from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.utils.http import urlencode

from appointments.edits.in_words import TOGETHER
from appointments.edits.screens import Screen
from appointments.edits.standing import EditState
from appointments.leadway.fields import ATTRIBUTES
from appointments.leadway.ids import is_event_id
from appointments.request import number_of
from appointments.times import reading

LONGEST = 200
# What was seen in Leadway is nobody's of ours.
OUTSIDE = "outside"
# What a person calls a field, and which it is: both times are one, say.
_IN_ONE = {name for names in TOGETHER.values() for name in names}
FIELDS: dict[str, tuple[str, ...]] = {
    **TOGETHER,
    **{name: (name,) for name in ATTRIBUTES if name not in _IN_ONE},
}


@dataclass(frozen=True, slots=True)
class Filters:
    """`whose` is a person's number, or OUTSIDE; `state` how an edit ended.

    `field` is what was changed, of FIELDS; `screen` from where an edit was made; `of`
    the one appointment that it is about, as it is called now or was before.
    """

    text: str = ""
    whose: str = ""
    state: str = ""
    field: str = ""
    screen: str = ""
    of: str = ""
    first: date | None = None
    last: date | None = None

    @property
    def person_id(self) -> int | None:
        return number_of(self.whose)

    @property
    def with_outside(self) -> bool:
        """Whether what was changed outside may be among it: of that less is known."""
        return self.whose in ("", OUTSIDE) and not (self.state or self.screen)

    @property
    def with_edits(self) -> bool:
        return self.whose != OUTSIDE

    def query(self) -> str:
        pairs = {
            "q": self.text,
            "who": self.whose,
            "state": self.state,
            "field": self.field,
            "screen": self.screen,
            "of": self.of,
            "from": self.first and self.first.isoformat(),
            "to": self.last and self.last.isoformat(),
        }
        return urlencode({name: value for name, value in pairs.items() if value})


def read(asked: QueryDict, *, today: date) -> Filters:
    """Read what was asked for; what makes no sense is left out."""
    whose, state = asked.get("who", ""), asked.get("state", "")
    field, screen = asked.get("field", ""), asked.get("screen", "")
    first, last = (
        reading.day_or_none(asked.get(name, ""), today=today) for name in ("from", "to")
    )
    if first and last and last < first:
        first, last = last, first
    return Filters(
        text=" ".join(asked.get("q", "").replace("\x00", "").split())[:LONGEST],
        whose=whose if whose == OUTSIDE or number_of(whose) is not None else "",
        state=state if state in EditState.values else "",
        field=field if field in FIELDS else "",
        screen=screen if screen in Screen.values else "",
        of=asked.get("of", "") if is_event_id(asked.get("of", "")) else "",
        first=first,
        last=last,
    )
