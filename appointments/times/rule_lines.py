"""The lines of a repeat rule: unfolded, and parted into name, parameters and value.

Source: RFC 5545, section 3.1. Programs write the names of zones without the quotes that
it asks for: TZID=(UTC+01:00) Amsterdam, Berlin:20261208T100000.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_NAME = r"\s*([A-Za-z][A-Za-z0-9-]*)\s*"
_LINE = re.compile(_NAME + r'(?:;((?:"[^"]*"|[^":])*))?:(.*)', re.DOTALL)
# A name of a zone may have a colon, but no date comes before the line's own.
_DATE = r"\s*[0-9]{4}-?[0-9]{2}-?[0-9]{2}"
_UNQUOTED = re.compile(_NAME + rf";(.*?):({_DATE}.*)", re.DOTALL)
_PARAMETER = re.compile(r'(?:"[^"]*"|[^;"]|")+')


@dataclass(frozen=True, slots=True)
class Line:
    """One line; `text` is all of it. A rule without its name has that of one."""

    name: str
    parameters: Mapping[str, str]
    value: str
    text: str


def read(text: str) -> Iterator[Line]:
    """Yield the lines in capitals and without spaces, but for what parameters hold."""
    plain = re.sub(r"\r\n?|\\n", "\n", text)
    for line in re.sub(r"\n[ \t]", "", plain).split("\n"):
        if line.strip():
            yield _line(line)


def _line(line: str) -> Line:
    found = _LINE.fullmatch(line)
    if not found or not re.match(_DATE, found[3]):
        found = _UNQUOTED.fullmatch(line) or found
    if not found:
        return Line("RRULE", {}, _bare(line), _bare(line))
    name, parameters, value = found.groups()
    pieces = _PARAMETER.findall(parameters or "")
    return Line(_bare(name), dict(map(_parameter, pieces)), _bare(value), _bare(line))


def _parameter(text: str) -> tuple[str, str]:
    name, _equals, value = text.partition("=")
    return _bare(name), " ".join(value.strip(' \t\n"').split())


def _bare(text: str) -> str:
    squeezed = re.sub(r"\s+", "", text)
    return re.sub(r"[a-z]+", lambda found: found[0].upper(), squeezed)
