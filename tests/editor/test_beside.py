"""The fragments beside "When": the assignee's day, free times, and booking anyway."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from appointments.edits import baseline
from appointments.edits.baseline import Baseline
from appointments.edits.tables import Edit
from appointments.index import days, reading
from appointments.index.copies import Contact
from appointments.index.tables import Appointment
from appointments.times.writing import write_day
from tests import listing, own_day
from tests.conftest import Book, signed_in
from tests.own_day import MADRID, OwnDay
from tests.pages import Part, read
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


class Opened:
    """An appointment that somebody has open, and what they type into it."""

    def __init__(self, event_id: str, client: Client) -> None:
        self.record = reading.load(event_id).record
        self.client = client
        self.url = f"/appointments/{event_id}/"
        assert self.record.start_time
        assert self.record.end_time
        start, end = (
            at.astimezone(MADRID)
            for at in (self.record.start_time, self.record.end_time)
        )
        self.typed: dict[str, str] = {
            "baseline": baseline.sign(Baseline(self.record, MADRID)),
            "date": write_day(start.date()),
            "start": f"{start:%H:%M}",
            "end": f"{end:%H:%M}",
            "length": "45",
            "assigned_user_id": self.record.assigned_user_id or "",
            "calendar_id": self.record.calendar_id or "",
            "appointment_status": "confirmed",
            "title": self.record.title or "",
            "place": "keep",
        }

    def renewal(self) -> Any:
        """Save, and return what the page renews of itself then."""
        edited = json.loads(self.post("")["HX-Trigger"])["edited"]["edit"]
        return self.post("_renewed/", edited=str(edited))

    def post(self, fragment: str, **typed: str) -> Any:
        return self.client.post(
            self.url + fragment, {**self.typed, **typed}, headers=HTMX
        )

    def see(self, fragment: str, **typed: str) -> Part:
        answer = self.post(fragment, **typed)
        assert answer.status_code == 200
        return read(answer)


def starts(part: Part) -> list[str]:
    """Return the free times that are on offer."""
    return [chip["data-start"] for chip in part.all("[data-start]")]


def fetches(part: Part) -> bool:
    """Whether it asks for the free times by itself."""
    return part.has('[hx-post$="_slots_free/"]')


@pytest.fixture
def own() -> OwnDay:
    """A day that has free times to tell."""
    return next(own_day.bookable)


@pytest.fixture
def opened(names: Any, book: Book, as_ana: Client) -> Opened:
    return Opened(book()["id"], as_ana)


def index(event_id: str, start: datetime, user_id: str, *, name: str = "") -> None:
    contact = None
    if name:
        contact = Contact.objects.create(id=event_id, name=name, seen_at=timezone.now())
    Appointment.objects.create(
        event_id=event_id,
        assigned_user_id=user_id,
        appointment_status="confirmed",
        start_time=start,
        end_time=start + timedelta(minutes=45),
        contact=contact,
        seen_at=timezone.now(),
    )


def listed(opened: Opened) -> None:
    assert opened.record.start_time
    listing.listed(opened.record.start_time.astimezone(MADRID).date())


# --- the day ---


def test_a_free_time_is_said_to_be_free(opened: Opened, own: OwnDay) -> None:
    listed(opened)
    assert f"{own.person} is free" in opened.see("_availability/")


def test_a_day_that_was_never_listed_is_not_called_free(
    opened: Opened, own: OwnDay
) -> None:
    said = opened.see("_availability/")
    assert f"Not known yet whether {own.person} is free" in said
    assert f"{own.person} is free Also" not in said
    assert said.has("[data-unknown]")


def test_an_overlap_names_who_and_when(opened: Opened, own: OwnDay) -> None:
    listed(opened)
    assignee = opened.record.assigned_user_id or ""
    index("one", own.at(12, 30), assignee, name="Elena <b>Márquez</b>")
    index("two", own.at(12, 40), assignee)
    said = opened.see("_availability/")
    assert f"{own.person} has Elena <b>Márquez</b> at 12:30 – 13:15" in said
    assert "and 1 more" in said


def test_the_strip_says_and_draws_the_day(opened: Opened, own: OwnDay) -> None:
    listed(opened)
    assignee = opened.record.assigned_user_id or ""
    index("one", own.at(9), assignee)
    index("two", own.at(9, 45), assignee)
    day = opened.see("_availability/", start="13:30", end="14:15")
    said = day.one("[role=img]")["aria-label"]
    assert "busy 09:00 – 10:30. The chosen time, 13:30 – 14:15, is free." in said
    assert f"{own.day.day} {own.day:%B}" in said
    assert day.has(".strip__busy.t108.n18")
    assert day.has(".strip__was.t144.n9")
    assert day.has(".strip__sel.t162.n9")


def test_what_the_strip_cannot_show_is_said(opened: Opened, own: OwnDay) -> None:
    listed(opened)
    index("late", own.at(19, 30), opened.record.assigned_user_id or "")
    day = opened.see("_availability/", start="21:00", end="21:45")
    assert day.has(".strip__busy.t234.n6")
    assert not day.has(".strip__sel")
    assert "The chosen time is outside the hours shown." in day
    assert "Also busy 19:30 – 20:15." in day


def test_the_day_follows_the_assignee(
    opened: Opened, sandbox: Sandbox, own: OwnDay
) -> None:
    listed(opened)
    colleague = sandbox.cast()["users"][own.colleague]
    index("theirs", own.at(12), colleague)
    said = opened.see("_availability/", assigned_user_id=colleague)
    assert f"{own.colleague} has another appointment at 12:00 – 12:45" in said
    nobody = opened.see("_availability/", assigned_user_id="")
    assert "Choose an assignee to see their day." in nobody


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"date": "31/31"}, "Write a date to see that day."),
        ({"start": "13:"}, "Write a start and an end to see whether"),
        ({"end": "11:00"}, "Write a start and an end to see whether"),
    ],
)
def test_what_cannot_be_read_is_asked_for(
    opened: Opened, typed: dict[str, str], said: str
) -> None:
    assert said in opened.see("_availability/", **typed)


def test_the_day_is_read_from_the_index_in_few_queries(
    opened: Opened, sandbox: Sandbox, django_assert_max_num_queries: Any
) -> None:
    sandbox.clear()
    opened.post("_availability/")
    # Three of them are the session, the person and the person's rights.
    with django_assert_max_num_queries(5):
        opened.post("_availability/")
    assert sandbox.journal() == []


def test_a_form_that_is_not_ours_changes_nothing(opened: Opened) -> None:
    for fragment in ("_availability/", "_slots_free/"):
        assert opened.post(fragment, baseline="forged").status_code == 204


# --- the free times ---


def test_free_times_are_fetched_apart_and_then_come_with_the_day(
    opened: Opened, sandbox: Sandbox
) -> None:
    assert fetches(opened.see("_availability/"))
    sandbox.clear()
    chips = starts(opened.see("_slots_free/"))
    assert 0 < len(chips) <= 16
    assert [call["method"] for call in sandbox.journal()] == ["GET"]
    again = opened.see("_availability/")
    assert not fetches(again)
    assert starts(again) == chips


def test_the_chosen_free_time_is_marked_and_called_free(
    opened: Opened, own: OwnDay
) -> None:
    chips = starts(opened.see("_slots_free/"))
    end = datetime.fromisoformat(f"2027-01-01T{chips[0]}") + timedelta(minutes=45)
    shown = opened.see("_availability/", start=chips[0], end=f"{end:%H:%M}")
    assert f"Leadway says that {own.person} is free" in shown
    assert shown.one("[aria-pressed=true]")["data-start"] == chips[0]


def test_at_most_eight_free_times_a_day_nearest_first_but_in_order(
    opened: Opened,
) -> None:
    shown = opened.see("_slots_free/", start="18:45", end="19:30")
    for group in shown.all(".slots__g"):
        found = starts(group)
        assert len(found) <= 8
        assert found == sorted(found)
        assert found[0] >= "14:00"


def test_a_day_without_free_times_says_so(opened: Opened, own: OwnDay) -> None:
    sunday = write_day(own.sunday)
    assert "No free times on this day" in opened.see("_slots_free/", date=sunday)
    past = "1/2/2020"
    assert "nor in the two weeks after" in opened.see("_slots_free/", date=past)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"calendar_id": ""}, "Choose a calendar to see free times."),
        ({"assigned_user_id": "nobody"}, "not in the calendar’s team"),
    ],
)
def test_why_there_are_no_free_times_is_said(
    opened: Opened, typed: dict[str, str], said: str
) -> None:
    assert said in opened.see("_slots_free/", **typed)


def test_a_missing_scope_is_named_and_breaks_nothing(
    opened: Opened, sandbox: Sandbox
) -> None:
    sandbox.switch(scopes=["calendars/events.readonly", "calendars/events.write"])
    try:
        assert "calendars.readonly" in opened.see("_slots_free/")
        assert "Not known yet" in opened.see("_availability/")
    finally:
        sandbox.switch(scopes=None)


def test_a_silent_leadway_is_one_quiet_sentence(
    opened: Opened, sandbox: Sandbox
) -> None:
    sandbox.stop()
    said = opened.see("_slots_free/").text
    assert said == "Free times are not known. Leadway cannot be reached."


# --- who may ---


def test_who_may_look_sees_the_day_and_no_free_times(
    opened: Opened, as_carlos: Client, own: OwnDay
) -> None:
    listed(opened)
    opened.client = as_carlos
    # A browser posts nothing of what is disabled.
    opened.typed = {"baseline": opened.typed["baseline"]}
    shown = opened.see("_availability/")
    assert f"{own.person} is free" in shown
    assert not shown.has(".slots")
    assert opened.post("save-anyway/").status_code == 403


def test_who_may_not_look_sees_nothing(opened: Opened, nadie: Any) -> None:
    opened.client = signed_in(nadie)
    for fragment in ("_availability/", "_slots_free/", "save-anyway/"):
        assert opened.post(fragment).status_code == 403


@pytest.mark.parametrize("fragment", ["_availability/", "_slots_free/", "save-anyway/"])
def test_nothing_answers_to_a_get(opened: Opened, fragment: str) -> None:
    assert opened.client.get(opened.url + fragment).status_code == 405


# --- after a refusal ---


@pytest.fixture
def refused(opened: Opened, as_marta: Client, book: Book, own: OwnDay) -> Opened:
    """A manager whose time somebody else took meanwhile."""
    opened.client = as_marta
    book(start=own.at(12, 45))
    opened.typed |= {"start": "12:15", "end": "13:00"}
    return opened


def test_a_refused_time_brings_free_times_and_a_way_to_book_it(
    refused: Opened, sandbox: Sandbox
) -> None:
    answer = read(refused.renewal())
    edit = Edit.objects.get()
    assert edit.state == Edit.State.REFUSED
    assert json.loads(answer.one("#availability")["hx-vals"]) == {
        "refused": str(edit.pk)
    }
    assert "Save at 12:15 anyway" in answer
    rescue = refused.see("_availability/", refused=str(edit.pk))
    assert "Closest free times" in rescue
    assert "Save at 12:15 anyway" in rescue
    other = refused.see(
        "_availability/", refused=str(edit.pk), start="15:30", end="16:15"
    )
    assert "Closest free times" not in other


def test_free_times_read_before_the_refusal_are_not_offered(refused: Opened) -> None:
    refused.see("_slots_free/")
    assert not fetches(refused.see("_availability/"))
    refused.post("")
    edit = Edit.objects.get()
    assert fetches(refused.see("_availability/", refused=str(edit.pk)))


def test_booking_anyway_skips_the_check_and_our_own_question(
    refused: Opened, sandbox: Sandbox, own: OwnDay
) -> None:
    refused.post("")
    days.refresh(own.day, pressed=True)
    answer = refused.post("save-anyway/")
    assert answer.status_code == 200
    body = sandbox.journal("PUT")[-1]["body"]
    assert body["ignoreFreeSlotValidation"] is True
    assert Edit.objects.latest("pk").state == Edit.State.ACCEPTED


def test_booking_anyway_works_without_a_script(
    refused: Opened, sandbox: Sandbox
) -> None:
    posted = refused.client.post(refused.url, refused.typed, follow=True)
    assert read(posted).has(f'[formaction="{refused.url}save-anyway/"]')
    answer = refused.client.post(refused.url + "save-anyway/", refused.typed)
    assert answer.status_code == 302
    assert sandbox.get(refused.record.id)["startTime"][11:16] == "12:15"


def test_who_may_not_skip_the_check_does_not(
    refused: Opened, as_ana: Client, settings: Any, sandbox: Sandbox
) -> None:
    settings.LEADWAY_IGNORE_FREE_SLOT_VALIDATION = False
    refused.client = as_ana
    assert "Save at 12:15 anyway" not in read(refused.post(""))
    assert refused.post("save-anyway/").status_code == 422
    assert sandbox.journal("PUT")[-1]["body"]["ignoreFreeSlotValidation"] is False
