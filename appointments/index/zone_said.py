"""Which zone a page shows its times in, and where it has that from."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from appointments.index.directory import Directory
from appointments.times import writing


@dataclass(frozen=True, slots=True)
class ZoneSaid:
    """A zone in words, and why it is this one.

    `source` is "account" where Leadway told it, "renamed" where it did in words of its
    own, "setting" for ours, "form" for the one that an open form was made with, and ""
    while nobody knows any. `told` is what Leadway says, where that is another name.
    """

    label: str
    source: str
    told: str
    now: str = ""

    def __str__(self) -> str:
        return self.label


def zone_said(
    names: Directory,
    moment: datetime,
    *,
    until: datetime | None = None,
    carried: ZoneInfo | None = None,
) -> ZoneSaid:
    """Return the zone of the account, or that which a form carries.

    As it is at a moment, or over all `until` another.
    """
    zone = carried or names.shown_in
    label = writing.write_zone(moment, zone, until=until)
    told = names.zone_told.strip()
    if carried and carried is not names.zone:
        now = writing.write_zone(moment, names.zone) if names.zone else ""
        return ZoneSaid(label, "form", "", now)
    if names.zone is None:
        return ZoneSaid(label, "", told)
    if not names.zone_is_told:
        return ZoneSaid(label, "setting", told)
    same = told == zone.key
    return ZoneSaid(label, "account" if same else "renamed", "" if same else told)
