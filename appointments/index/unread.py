"""What was not read: what failed, and what is still to come the first time."""

from collections.abc import Sequence
from dataclasses import dataclass

from appointments.index.coverage import Seen
from appointments.index.directory import Directory
from appointments.index.pulse import Age

# So many names are missing now and then, until a worker comes by.
USUAL = 5


@dataclass(frozen=True, slots=True)
class Coming:
    """How far the first reading has come: `read` of so many calendars.

    `names` are the contacts of whom nothing is known yet, where they are many, and
    `account` says that it was never read, nor failed: then it is what comes first.
    """

    read: int = 0
    of: int = 0
    names: int = 0
    account: bool = False

    @property
    def any(self) -> bool:
        return self.account or self.read < self.of or self.names > 0


def coming(names: Directory, read: Seen, *, nameless: int = 0) -> Coming:
    """Return how far it has come with what a page shows."""
    if not names.known and "account" not in names.missing:
        return Coming(account=True)
    few = names.contacts_failed or nameless <= USUAL
    of = len(names.calendars)
    done = of - len(read.coming) - len(read.failed)
    return Coming(done, done + len(read.coming), 0 if few else nameless)


def begun(age: Age | None) -> Coming:
    """Return how far a worker has come with all that there is."""
    if age is None or age.is_missed:
        return Coming()
    return Coming(age.whole, age.whole + age.coming)


def failed(names: Directory, read: Seen, *, nameless: int = 0) -> Sequence[str]:
    """Return which kinds of names could not be read, as far as that is to be seen."""
    contacts = ("contacts",) if names.contacts_failed and nameless else ()
    return (*names.missing, *contacts) if read.at else ()
