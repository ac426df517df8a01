"""Checks a JSON body against the declared fields, in the service's own words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.times import parsed


@dataclass(frozen=True)
class Text:
    longest: int | None = None

    def fault(self, name: str, value: Any) -> str | None:
        if not isinstance(value, str) or not _is_whole(value):
            return f"{name} must be a string"
        if self.longest is not None and len(value) > self.longest:
            return f"{name} must be shorter than or equal to {self.longest} characters"
        return None


@dataclass(frozen=True)
class Flag:
    def fault(self, name: str, value: Any) -> str | None:
        return None if isinstance(value, bool) else f"{name} must be a boolean value"


@dataclass(frozen=True)
class Choice:
    values: frozenset[str]

    def fault(self, name: str, value: Any) -> str | None:
        known = isinstance(value, str) and value in self.values
        return None if known else f"{name} must be a valid enum value"


@dataclass(frozen=True)
class Moment:
    def fault(self, name: str, value: Any) -> str | None:
        if isinstance(value, str) and parsed(value):
            return None
        return f"{name} must be a valid ISO 8601 date string"


@dataclass(frozen=True)
class Number:
    least: int = 0
    most: int = 2**53

    def fault(self, name: str, value: Any) -> str | None:
        whole = isinstance(value, int) and not isinstance(value, bool)
        if whole and self.least <= value <= self.most:
            return None
        return f"{name} must be a number between {self.least} and {self.most}"


@dataclass(frozen=True)
class Listing:
    def fault(self, name: str, value: Any) -> str | None:
        return None if isinstance(value, list) else f"{name} must be an array"


def _is_whole(text: str) -> bool:
    """Half a character can be escaped in JSON, but be kept nowhere."""
    return not any("\ud800" <= character <= "\udfff" for character in text)


Kind = Text | Flag | Choice | Moment | Number | Listing
Shape = Mapping[str, Kind]


def faults(body: Any, shape: Shape, *, required: tuple[str, ...] = ()) -> list[str]:
    """Every fault of the body, undeclared properties first, as the service lists."""
    if not isinstance(body, dict):
        return ["body must be an object"]
    found = [f"property {name} should not exist" for name in body if name not in shape]
    found += [f"{name} should not be empty" for name in required if not body.get(name)]
    for name, kind in shape.items():
        if name in body and (fault := kind.fault(name, body[name])):
            found.append(fault)
    return found
