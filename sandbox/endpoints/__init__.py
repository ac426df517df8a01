"""The endpoints of the API, one module per subject."""

from sandbox.endpoints import (
    account,
    appointments,
    blocks,
    calendars,
    contacts,
    events,
    notes,
)

SUBJECTS = (appointments, events, blocks, calendars, contacts, account, notes)
ROUTES = [route for subject in SUBJECTS for route in subject.ROUTES]
