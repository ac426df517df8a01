"""The catalogue file: brings it up to date, finds its faults, compiles it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path

import polib

from leadway_admin.translations.messages import Message
from leadway_admin.whole_files import write_whole

HEADER = {
    "Project-Id-Version": "Leadway Admin",
    "Language": "es",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}
PLURALS = (0, 1)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
# As alike as a sentence is to itself with a word changed.
ALIKE = 0.8

# A message and the files that use it.
Uses = Mapping[Message, Iterable[str]]


def load(path: Path) -> polib.POFile:
    if path.exists():
        return polib.pofile(str(path), wrapwidth=88)
    return polib.POFile(wrapwidth=88)


def message_of(entry: polib.POEntry) -> Message:
    return Message(entry.msgid, entry.msgctxt, entry.msgid_plural or None)


def updated(old: polib.POFile, uses: Uses) -> polib.POFile:
    """Return a catalogue of exactly these messages, with every translation kept.

    A text whose wording changed a little gets its former translation, marked fuzzy:
    somebody has to look at it.
    """
    known = {message_of(entry): entry for entry in old if not entry.obsolete}
    gone = {
        message.text: entry for message, entry in known.items() if message not in uses
    }
    new = polib.POFile(wrapwidth=88)
    new.metadata = HEADER
    for message, paths in uses.items():
        entry = known.get(message) or former(message, gone) or blank(message)
        # Line numbers would change the file with every edit of the sources.
        entry.occurrences = [(path, "") for path in sorted(set(paths))]
        entry.flags = [flag for flag in entry.flags if flag == "fuzzy"]
        new.append(entry)
    return new


def blank(message: Message) -> polib.POEntry:
    entry = polib.POEntry(
        msgid=message.text, msgctxt=message.context, msgid_plural=message.plural or ""
    )
    if message.plural:
        entry.msgstr_plural = dict.fromkeys(PLURALS, "")
    return entry


def former(message: Message, gone: Mapping[str, polib.POEntry]) -> polib.POEntry | None:
    for text in get_close_matches(message.text, gone, n=1, cutoff=ALIKE):
        if bool(gone[text].msgid_plural) == bool(message.plural):
            entry = blank(message)
            entry.msgstr = gone[text].msgstr
            entry.msgstr_plural = dict(gone[text].msgstr_plural)
            entry.flags = ["fuzzy"]
            return entry
    return None


def faults(catalogue: polib.POFile, uses: Uses) -> Iterator[str]:
    """Yield a line for each text that is not in order, ready to be shown."""
    known = {message_of(entry) for entry in catalogue if not entry.obsolete}
    for message in uses:
        if message not in known:
            yield f"not in the catalogue: {message.text!r}"
    for entry in catalogue:
        if entry.obsolete or message_of(entry) not in uses:
            yield f"no longer used: {entry.msgid!r}"
        elif entry.fuzzy:
            yield f"to be looked at (fuzzy): {entry.msgid!r}"
        else:
            yield from faults_of(entry)


def faults_of(entry: polib.POEntry) -> Iterator[str]:
    forms = translations(entry)
    if not all(forms):
        yield f"not translated: {entry.msgid!r}"
        return
    wanted = placeholders(entry.msgid_plural or entry.msgid)
    # "One change" may leave out the number that "%(count)s changes" needs.
    may_lack = wanted if entry.msgid_plural else set()
    for form in forms[:-1]:
        if not wanted - may_lack <= placeholders(form) <= wanted:
            yield f"other placeholders than the original: {form!r}"
    if placeholders(forms[-1]) != wanted:
        yield f"other placeholders than the original: {forms[-1]!r}"


def translations(entry: polib.POEntry) -> list[str]:
    if entry.msgid_plural:
        return [str(entry.msgstr_plural.get(index, "")) for index in PLURALS]
    return [str(entry.msgstr)]


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def compile_if_newer(path: Path) -> bool:
    """Write the .mo beside the .po, unless it is there and newer."""
    target = path.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime_ns >= path.stat().st_mtime_ns:
        return False
    # A process that starts now must not read half a file.
    write_whole(target, load(path).to_binary())
    return True
