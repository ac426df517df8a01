"""The endpoints of the API, one module per subject."""

from sandbox.endpoints import account, appointments, calendars, contacts, events, notes

ROUTES = [
    *appointments.ROUTES,
    *events.ROUTES,
    *calendars.ROUTES,
    *contacts.ROUTES,
    *account.ROUTES,
    *notes.ROUTES,
]
