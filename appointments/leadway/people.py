"""The people of an account: users, contacts, notes, and the account itself."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from appointments.leadway import readers, wire


@dataclass(frozen=True, slots=True)
class User:
    id: str
    name: str = ""
    email: str = ""
    phone: str = ""

    @property
    def called(self) -> str:
        """What to call them, "" for somebody of whom nothing is told."""
        return self.name or self.email or self.phone

    @classmethod
    def from_wire(cls, obj: Any) -> Self:
        """Read a user, bare or under `user`; ValueError without an id."""
        raw = _object(obj, "user")
        return cls(
            id=readers.required_id(raw),
            name=_name(raw),
            email=_visible(raw, "email"),
            phone=_visible(raw, "phone"),
        )


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody who is booked in. `timezone` is an IANA name or ""."""

    id: str
    name: str = ""
    email: str = ""
    phone: str = ""
    timezone: str = ""
    date_added: datetime | None = None
    tags: tuple[str, ...] = ()

    @classmethod
    def from_wire(cls, obj: Any) -> Self:
        """Read a contact, bare or under `contact`; ValueError without an id."""
        raw = _object(obj, "contact")
        return cls(
            id=readers.required_id(raw),
            name=_name(raw),
            email=_visible(raw, "email"),
            phone=_visible(raw, "phone"),
            timezone=_text(raw, "timezone"),
            date_added=readers.instant(raw.get("dateAdded")),
            tags=_texts(raw, "tags"),
        )


@dataclass(frozen=True, slots=True)
class Account:
    """The company's account, which the API calls a location."""

    id: str
    name: str = ""
    timezone: str = ""
    company_id: str = ""

    @classmethod
    def from_wire(cls, obj: Any) -> Self:
        """Read an account, bare or under `location`; ValueError without an id."""
        raw = _object(obj, "location")
        business = readers.mapping(raw.get("business"))
        return cls(
            id=readers.required_id(raw),
            name=_visible(raw, "name"),
            timezone=_text(raw, "timezone") or _text(business, "timezone"),
            company_id=_text(raw, "companyId"),
        )


@dataclass(frozen=True, slots=True)
class Note:
    """A note on an appointment; `created_by_name` may be "" when nobody is named."""

    id: str
    body: str = ""
    user_id: str = ""
    contact_id: str = ""
    created_by_name: str = ""
    date_added: datetime | None = None

    @classmethod
    def from_wire(cls, obj: Any) -> Self:
        """Read a note, bare or under `note`; ValueError without an id."""
        raw = _object(obj, "note")
        author = readers.mapping(raw.get("createdBy"))
        return cls(
            id=readers.required_id(raw),
            body=_text(raw, "body"),
            user_id=_text(raw, "userId") or _text(author, "id"),
            contact_id=_text(raw, "contactId"),
            created_by_name=_visible(author, "name"),
            date_added=readers.instant(raw.get("dateAdded")),
        )


@dataclass(frozen=True, slots=True)
class NotePage:
    """One page of notes; `has_more` says that a larger offset finds others."""

    notes: tuple[Note, ...]
    has_more: bool = False

    @classmethod
    def from_wire(cls, obj: Any) -> Self:
        """Read a page, without the notes that have no id; ValueError without a list."""
        raw = readers.mapping(obj)
        if not isinstance(raw.get("notes"), list):
            raise ValueError("no notes in the answer")
        listed = (
            note
            for note in readers.objects(raw["notes"])
            if readers.text(note.get("id"))
        )
        notes = tuple(map(Note.from_wire, listed))
        return cls(notes, bool(readers.flag(raw.get("hasMore"))))

    def __iter__(self) -> Iterator[Note]:
        return iter(self.notes)

    def __len__(self) -> int:
        return len(self.notes)


def _object(obj: Any, wrapper: str) -> Mapping[str, Any]:
    raw = readers.mapping(wire.clean(obj))
    return readers.mapping(raw.get(wrapper)) or raw


def _text(raw: Mapping[str, Any], key: str) -> str:
    return readers.text(raw.get(key)) or ""


def _visible(raw: Mapping[str, Any], key: str) -> str:
    return readers.visible(raw.get(key))


def _texts(raw: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """Return a list of texts; what is none is left out."""
    found = raw.get(key)
    items = found if isinstance(found, list) else []
    return tuple(text for one in items if (text := readers.text(one)))


def _name(raw: Mapping[str, Any]) -> str:
    """Return the whole name, put together when only its parts are given."""
    parts = (_visible(raw, "firstName"), _visible(raw, "lastName"))
    return _visible(raw, "name") or " ".join(part for part in parts if part)
