"""Leadway's endpoints around appointments, one method each."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from appointments.leadway import endpoints, windows
from appointments.leadway.answers import Rate
from appointments.leadway.blocks import BlockedTime
from appointments.leadway.calendars import Calendar, FreeSlots
from appointments.leadway.changes import Changes, WriteOptions, update_body
from appointments.leadway.hiding import Gate
from appointments.leadway.http.calls import Around, Call, Calls, nothing_around
from appointments.leadway.http.places import Places
from appointments.leadway.http.transport import Request, Transport
from appointments.leadway.people import Account, Contact, Note, NotePage, User
from appointments.leadway.records import AppointmentRecord
from appointments.leadway.request_preview import encoded
from appointments.leadway.secret import Token
from appointments.leadway.windows import checked, millis

__all__ = ["Call", "Leadway", "Rate", "Token"]

LONGEST_SLOT_WINDOW = timedelta(days=31)
MOST_NOTES = 20
LONGEST_NOTE = 5_000

Value = TypeVar("Value")


class Leadway:
    """One account at Leadway. Threads share it: at most `places` calls wait at once.

    Every method raises NotSent, Busy, Refused, Unanswered or Unreadable, and
    ValueError for an id that could not be one, before anything is sent. `deadline_s`
    is the wall-clock end of a whole call with its repeats, `read_deadline_s` that of
    `get_appointment`, which a person waits for before a save. `hide` are secrets that
    no answer may bring to a page, beside the token.
    """

    def __init__(
        self,
        *,
        token: Token,
        location_id: str,
        base_url: str = "https://services.leadconnectorhq.com",
        version: str = "2021-07-28",
        connect_timeout_s: float = 3.05,
        deadline_s: float = 10.0,
        read_deadline_s: float = 4.0,
        max_answer_bytes: int = 1_000_000,
        places: int = 16,
        ca_bundle: str | None = None,
        hide: Iterable[str] = (),
        on_call: Callable[[Call], None] | None = None,
        around: Around = nothing_around,
    ) -> None:
        self._location_id = checked(location_id)
        self._deadline_s = deadline_s
        self._read_deadline_s = read_deadline_s
        gate = Gate((token.reveal(), *hide))
        self._transport = Transport(
            token=token,
            gate=gate,
            base_url=base_url,
            version=version,
            connect_timeout_s=connect_timeout_s,
            max_answer_bytes=max_answer_bytes,
            pool_size=places,
            ca_bundle=ca_bundle,
        )
        self._calls = Calls(self._transport, Places(places), gate, on_call, around)

    def close(self) -> None:
        self._transport.close()

    def update_appointment(
        self, event_id: str, changes: Changes, *, options: WriteOptions
    ) -> AppointmentRecord:
        """Send only `changes`; return the record as Leadway now has it.

        The answer leaves out `description` and `meeting_location_id`: absence is not
        refusal. Raises what `update_body` raises, too.
        Source: Leadway, "Update appointment".
        """
        return self.send_update(event_id, update_body(changes, options))

    def send_update(
        self, event_id: str, body: Mapping[str, Any], *, contact_id: str | None = None
    ) -> AppointmentRecord:
        """Send a body that was made before, byte for byte as the first time.

        An occurrence may come back under any new id, as far as it is with the same
        contact. Any other answer about another appointment is Unreadable.
        """
        return self._calls.make(
            Request("PUT", _appointment(event_id), body=_bytes(body), is_save=True),
            lambda value: endpoints.own_answer(value, event_id, contact_id),
            self._deadline_s,
        )

    def get_appointment(self, event_id: str) -> AppointmentRecord:
        """Read one appointment, or one occurrence of a series."""
        return self._calls.make(
            Request("GET", _appointment(event_id), reading=True),
            lambda value: endpoints.own_record(value, event_id),
            self._read_deadline_s,
        )

    def list_events(
        self,
        *,
        start: datetime,
        end: datetime,
        calendar_id: str | None = None,
        user_id: str | None = None,
        group_id: str | None = None,
    ) -> tuple[AppointmentRecord, ...]:
        """List what overlaps [start, end) of one calendar, user or group.

        There is no paging, so keep the window short. Cancelled and deleted ones are
        in it, the latter with `deleted`; no id comes twice.
        """
        of = {"calendar_id": calendar_id, "user_id": user_id, "group_id": group_id}
        query = self._account | windows.listed(start, end, **of)
        return self._read("/calendars/events", endpoints.events, **query)

    def list_blocks(
        self,
        *,
        start: datetime,
        end: datetime,
        zone: ZoneInfo | None = None,
        **owner: str,
    ) -> tuple[BlockedTime, ...]:
        """List when a user (`user_id`) or an event calendar (`calendar_id`) is blocked.

        Times without an offset are read as wall time in `zone`.
        """
        query = self._account | windows.listed(start, end, **owner)
        return self._read("/calendars/blocked-slots", endpoints.blocks(zone), **query)

    def calendars(self) -> tuple[Calendar, ...]:
        read = endpoints.each("calendars", Calendar.from_wire)
        return self._read("/calendars/", read, **self._account)

    def calendar(self, calendar_id: str) -> Calendar:
        return self._read(f"/calendars/{checked(calendar_id)}", Calendar.from_wire)

    def free_slots(
        self,
        calendar_id: str,
        *,
        start: datetime,
        end: datetime,
        timezone: str | None = None,
        user_id: str | None = None,
    ) -> FreeSlots:
        """Return the free starts by day; the window is at most 31 days.

        `timezone` is an IANA name: the zone that days and offsets are given in.
        """
        if not timedelta(0) < end - start <= LONGEST_SLOT_WINDOW:
            raise ValueError("a window of free slots has 1 to 31 days")
        query = {"startDate": millis(start), "endDate": millis(end)}
        query |= {"timezone": timezone} if timezone else {}
        query |= {"userId": checked(user_id)} if user_id else {}
        path = f"/calendars/{checked(calendar_id)}/free-slots"
        return self._read(path, endpoints.free_slots, **query)

    def users(self) -> tuple[User, ...]:
        return self._read(
            "/users/", endpoints.each("users", User.from_wire), **self._account
        )

    def contact(self, contact_id: str) -> Contact:
        return self._read(f"/contacts/{checked(contact_id)}", Contact.from_wire)

    def search_contacts(
        self, query: str, *, page: int = 1, limit: int = 20
    ) -> tuple[Contact, ...]:
        """Search contacts; all of them, page by page, with an empty query.

        The index that this searches lags some 10 s behind; `contact` does not.
        """
        body = {**self._account, "page": page, "pageLimit": limit}
        body |= {"query": query} if query else {}
        request = Request("POST", "/contacts/search", body=_bytes(body), reading=True)
        read = endpoints.each("contacts", Contact.from_wire)
        return self._calls.make(request, read, self._deadline_s)

    def account(self) -> Account:
        return self._read(f"/locations/{self._location_id}", Account.from_wire)

    def notes(
        self, event_id: str, *, limit: int = MOST_NOTES, offset: int = 0
    ) -> NotePage:
        """Return one page of an appointment's notes, 20 at most."""
        if not 1 <= limit <= MOST_NOTES or offset < 0:
            raise ValueError("a page of notes has 1 to 20 of them")
        query = {"limit": str(limit), "offset": str(offset)}
        return self._read(_notes(event_id), NotePage.from_wire, **query)

    def add_note(self, event_id: str, text: str, *, user_id: str | None = None) -> Note:
        """Write a note of 1 to 5,000 characters; `user_id` says whose it is.

        Repeating it after `Unanswered` may write it twice: read the notes first.
        """
        return self._write(
            "POST", _notes(event_id), _note(text, user_id), Note.from_wire
        )

    def update_note(
        self, event_id: str, note_id: str, text: str, *, user_id: str | None = None
    ) -> Note:
        """Replace what a note says. It has no version: the last one to write wins."""
        path = f"{_notes(event_id)}/{checked(note_id)}"
        return self._write("PUT", path, _note(text, user_id), Note.from_wire)

    def delete_note(self, event_id: str, note_id: str) -> None:
        """Delete a note for good: written anew it is another one, of another day."""
        path = f"{_notes(event_id)}/{checked(note_id)}"
        self._calls.make(Request("DELETE", path), endpoints.deleted, self._deadline_s)

    @property
    def _account(self) -> dict[str, str]:
        return {"locationId": self._location_id}

    def _read(self, path: str, read: Callable[[Any], Value], **query: str) -> Value:
        request = Request("GET", path, query=query, reading=True)
        return self._calls.make(request, read, self._deadline_s)

    def _write(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any],
        read: Callable[[Any], Value],
    ) -> Value:
        request = Request(method, path, body=_bytes(body))
        return self._calls.make(request, read, self._deadline_s)


def _appointment(event_id: str) -> str:
    return f"/calendars/events/appointments/{checked(event_id)}"


def _notes(event_id: str) -> str:
    return f"/calendars/appointments/{checked(event_id)}/notes"


def _note(text: str, user_id: str | None) -> dict[str, str]:
    if not 0 < len(text) <= LONGEST_NOTE:
        raise ValueError("a note has 1 to 5000 characters")
    return {"body": text} | ({"userId": checked(user_id)} if user_id else {})


def _bytes(body: Mapping[str, Any]) -> bytes:
    return encoded(body).encode()
