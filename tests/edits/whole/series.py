"""What the receipt of a series says of its appointments, and which those are."""

from datetime import timedelta
from typing import Any

from django.test import Client

from appointments.edits.tables import Edit
from appointments.index import reading
from appointments.index.series import occurrence_id
from tests.own_day import OwnDay
from tests.pages import Part, read

HTMX = {"HX-Request": "true"}
DAY = timedelta(days=1)


def at(own: OwnDay, hour: int) -> dict[str, Any]:
    start = own.at(hour)
    return {"start_time": start, "end_time": start + timedelta(minutes=45)}


def one(master: dict[str, Any], own: OwnDay, day: int) -> str:
    record = reading.refresh(master["id"])
    return occurrence_id(record, own.at(12) + day * DAY)


def told(client: Client, edit: Edit) -> Part:
    receipt = read(client.get(f"/edits/{edit.pk}/_receipt/", headers=HTMX))
    address = receipt.one('[hx-get$="_whole/"]')["hx-get"]
    return read(client.get(address))


def rows(part: Part) -> dict[str, list[str]]:
    return {
        row["data-verdict"]: [cell.text for cell in row.all("th, td")]
        for row in part.all("tbody tr")
    }
