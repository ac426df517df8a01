"""Times that Leadway told without an offset: they are by the account's clock."""

from appointments.index import directory
from appointments.leadway.records import AppointmentRecord


def placed(record: AppointmentRecord) -> AppointmentRecord:
    """Return a record that was just read, with such times in the account's zone.

    Wherever records are read. While nobody told the zone they stay unread.
    """
    zone = directory.current().zone if record.lacks_times else None
    return record.placed(zone) if zone else record
