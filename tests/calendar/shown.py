"""The calendar as somebody reads it."""

from django.test import Client

from tests.pages import Part, read

HTMX = {"HX-Request": "true"}


def shown(client: Client, day: object, query: str = "") -> Part:
    """Read the day from Leadway, and return its grid."""
    answer = client.post(f"/calendar/_refresh/?day={day}{query}", headers=HTMX)
    return read(answer)


def classes(part: Part) -> set[str]:
    return set(part["class"].split())
