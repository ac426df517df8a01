"""Each outcome, htmx and plain, with the right to read and without.

No error page, nothing typed lost, no second PUT unasked, nothing called saved that is
not, and a word that is the last one as soon as Leadway can be read again.
"""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from appointments.edits import due
from appointments.edits.standing import EditState as State
from appointments.edits.tables import Edit
from people.models import User
from tests.conftest import Book
from tests.editor_page import Editor
from tests.edits.unsettled import long_after
from tests.outcomes import wire
from tests.outcomes.proxy import Proxy
from tests.outcomes.table import TABLE, Row
from tests.pages import Part, read
from tests.sandboxed import ROOT, Sandbox

pytestmark = pytest.mark.django_db
NOBODY = "http://127.0.0.1:9"
TITLE, NOTE = "Lo que <b>se</b> escribió", "Primera línea\nsegunda «línea»"
SAVED = {"en": "Saved", "es": "Guardad"}
DIFFERS = {"en": "with 1 difference: Title", "es": "con 1 diferencia: Título"}
WAYS = ["htmx, may read", "plain, may read", "htmx, may not", "plain, may not"]


@pytest.fixture
def proxy(sandbox: Sandbox, settings: Any) -> Iterator[Proxy]:
    with Proxy(sandbox.url) as proxy:
        settings.LEADWAY_BASE_URL = proxy.url
        yield proxy
    sandbox.switch(scopes=None)


@pytest.fixture
def client(ana: User, language: str) -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(ana, backend="people.backends.RolesBackend")
    return client


@pytest.fixture
def language(way: str, row: Row) -> str:
    """Each language has each way over half of the table; the first tells the table."""
    number = TABLE.index(row) * (way != WAYS[0]) + WAYS.index(way)
    return "es" if number % 2 else "en"


def befall(row: Row, sandbox: Sandbox, proxy: Proxy, settings: Any) -> None:
    if row.slow:
        settings.LEADWAY_DEADLINE_S = 1.0
    if row.fault:
        sandbox.fault(row.fault, method="PUT", **row.how)
    if row.deed:
        proxy.befalls("PUT", row.deed)
    if row.nobody:
        settings.LEADWAY_BASE_URL = NOBODY


def shown(client: Client, answer: HttpResponse, *, htmx: bool) -> Part:
    if htmx:
        return read(answer)
    assert answer.status_code == 302
    return read(client.get(answer["Location"]))


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.name)
@pytest.mark.parametrize("way", WAYS)
def test_each_outcome(
    client: Client,
    book: Book,
    sandbox: Sandbox,
    proxy: Proxy,
    settings: Any,
    row: Row,
    way: str,
    language: str,
    record_property: Any,
) -> None:
    htmx, blind = way.startswith("htmx"), way.endswith("not")
    event_id = book(title="Antes", description="Antes")["id"]
    editor = Editor(client, event_id)
    if blind:
        sandbox.switch(scopes=["calendars/events.write"])
    befall(row, sandbox, proxy, settings)
    proxy.seen.clear()
    answer = editor.save(htmx=htmx, title=TITLE, description=NOTE)
    edit = Edit.objects.get()
    assert edit.state == row.state
    assert answer.status_code == (row.status if htmx else 302)
    page = shown(client, answer, htmx=htmx)
    said = page.all("h2")[0].text
    assert proxy.seen.count("PUT") == row.sent
    assert keeps(client, event_id, edit)
    sandbox.switch(scopes=None)
    sandbox.clear()
    proxy.calm()
    settings.LEADWAY_BASE_URL = proxy.url
    applied = sandbox.get(event_id)["title"] == TITLE
    assert applied == row.applied
    assert says_no_more_than_is_so(said, language, applied, edit)
    final = settled(edit)
    assert final.state == {State.UNKNOWN: found(row)}.get(row.state, row.state)
    assert proxy.seen.count("PUT") == row.sent
    told = {"row": row.name, "way": way, "said": said, "state": str(row.state)}
    record_property("outcome", told | {"then": str(final.state)})


def says_no_more_than_is_so(
    said: str, language: str, applied: bool, edit: Edit
) -> bool:
    """Whether it is called saved only where it is, or with what came of it instead."""
    if SAVED[language] not in said or (applied and edit.state == State.ACCEPTED):
        return True
    return edit.state == State.ACCEPTED and DIFFERS[language] in said


def keeps(client: Client, event_id: str, edit: Edit) -> bool:
    """Whether what was typed is in the edit, and on the page for who comes again."""
    assert edit.typed["title"] == TITLE
    page = client.get(f"/appointments/{event_id}/").content.decode()
    return "se&lt;/b&gt; escribió" in page or "se<\\/b> escribió" in page


def found(row: Row) -> State:
    """What a read tells of an edit of which nothing was known."""
    return State.ACCEPTED if row.applied else State.PENDING


def settled(edit: Edit) -> Edit:
    """Let a worker look until there is nothing that it would find out."""
    if edit.state == State.UNKNOWN:
        long_after(edit)
    for _look in range(4):
        Edit.objects.filter(pk=edit.pk, state=State.UNKNOWN).update(
            not_before=None, finished_at=edit.sent_at
        )
        if looked := due.next_look():
            due.look(looked)
    edit.refresh_from_db()
    return edit


def test_the_documents_have_every_row() -> None:
    kept = (ROOT / "docs" / "outcomes.md").read_text(encoding="utf-8")
    for row in TABLE:
        assert f"| {row.name} | {row.state} |" in kept, row.name


def test_the_last_word_comes_within_15_seconds(
    as_ana: Client, book: Book, proxy: Proxy
) -> None:
    """With the deadlines as people have them; lists meanwhile: edits/test_crowd."""
    editor = Editor(as_ana, book()["id"])
    proxy.befalls("PUT", wire.silent_after)
    began = time.monotonic()
    answer = editor.save(title=TITLE)
    assert answer.status_code == 504
    assert time.monotonic() - began < 15
