"""Any calls in any order: no answer is a 500, and no rule is ever broken.

Hypothesis makes up the calls; the model says what must come of each.
"""

from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    multiple,
    rule,
    run_state_machine_as_test,
)

from tests.sandbox.clock import last_day, ms
from tests.sandbox.model import Model
from tests.sandbox.process import APPOINTMENTS, HEADERS, LOCATION, Account

STATUSES = ("new", "confirmed", "cancelled", "showed", "noshow", "invalid")
NAMES = st.sampled_from(("Fisioterapia", "Psicología", "Dermatología"))
MEMBERS = st.integers(0, 1)
MINUTES = st.integers(96, 240).map(lambda fifth: fifth * 5)
WORDS = st.text(max_size=30)
NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
ANYTHING = st.recursive(
    st.none() | st.booleans() | NUMBERS | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner),
    max_leaves=5,
)
FIELDS = ("title", "startTime", "endTime", "rrule", "calendarId", "address", "toNotify")
BODIES = st.dictionaries(st.sampled_from(FIELDS) | WORDS, ANYTHING, min_size=1)
PATHS = st.sampled_from(("calendars/events/", "calendars/", "contacts/", "users/", ""))


class Calls(RuleBasedStateMachine):
    """One day of the clinic, on which nobody else books."""

    visits = Bundle("visits")

    def __init__(self, account: Account, model: Model, contact: str) -> None:
        super().__init__()
        self.account, self.contact = account, contact
        self.model = replace(model, visits={})

    def teardown(self) -> None:
        for event_id in self.model.visits:
            self.account.call("DELETE", f"/calendars/events/{event_id}", json={})

    @rule(target=visits, name=NAMES, member=MEMBERS, minute=MINUTES, free=st.booleans())
    def book(self, name: str, member: int, minute: int, free: bool) -> Any:
        visit = self.model.visit(name, member, minute)
        body = {
            "calendarId": self.model.calendars[name]["id"],
            "locationId": LOCATION,
            "contactId": self.contact,
            "assignedUserId": visit.user,
            "ignoreFreeSlotValidation": not free,
        }
        sent = body | self.model.times(visit)
        answer = self.account.call("POST", APPOINTMENTS, json=sent)
        assert (answer.status_code == 200) is (not free or self.model.fits(visit))
        if answer.status_code != 200:
            return multiple()
        event_id = answer.json()["id"]
        self.model.visits[event_id] = visit
        return event_id

    @rule(event_id=visits, minute=MINUTES, free=st.booleans())
    def move(self, event_id: str, minute: int, free: bool) -> None:
        before = self.model.visits[event_id]
        start = self.model.moment(minute)
        after = replace(before, start=start, end=start + before.end - before.start)
        answer = self.account.put(
            event_id,
            appointmentStatus=before.status,
            ignoreFreeSlotValidation=not free,
            **self.model.times(after),
        )
        stays = after == before
        accepted = not free or stays or self.model.fits(after, event_id)
        assert (answer.status_code == 200) is accepted, answer.text
        if accepted:
            self.model.visits[event_id] = after

    @rule(event_id=visits, status=st.sampled_from(STATUSES) | st.none(), title=WORDS)
    def write(self, event_id: str, status: str | None, title: str) -> None:
        chosen = {"appointmentStatus": status} if status else {}
        answer = self.account.put(event_id, title=title, **chosen)
        assert (answer.status_code, answer.json()["title"]) == (200, title)
        # Left out, the status falls back.
        after = {"status": status or "confirmed", "title": title}
        self.model.visits[event_id] = replace(self.model.visits[event_id], **after)

    @rule(event_id=consumes(visits))
    def delete(self, event_id: str) -> None:
        path = f"/calendars/events/{event_id}"
        assert self.account.call("DELETE", path, json={}).status_code == 201
        assert self.account.call("DELETE", path, json={}).status_code == 404
        assert self.account.get(f"{APPOINTMENTS}/{event_id}").status_code == 404
        del self.model.visits[event_id]

    @rule(event_id=visits)
    def read(self, event_id: str) -> None:
        record, visit = self.account.record(event_id), self.model.visits[event_id]
        assert ms(record["startTime"]) == visit.start
        assert ms(record["endTime"]) == visit.end
        assert record["assignedUserId"] == visit.user
        assert record["appointmentStatus"] == visit.status
        assert record["title"] == visit.title

    @rule(name=NAMES, first=MINUTES, last=MINUTES)
    def look(self, name: str, first: int, last: int) -> None:
        start, end = map(self.model.moment, sorted((first, last)))
        calendar = self.model.calendars[name]["id"]
        found = {e["id"] for e in self.account.events(start, end, calendarId=calendar)}
        assert found == self.model.within(name, start, end)

    @rule(name=NAMES, member=MEMBERS)
    def ask_for_slots(self, name: str, member: int) -> None:
        every = [self.model.visit(name, member, n) for n in range(0, 24 * 60, 5)]
        answer = self.account.get(
            f"/calendars/{self.model.calendars[name]['id']}/free-slots",
            startDate=self.model.moment(0),
            endDate=self.model.moment(24 * 60),
            userId=every[0].user,
        ).json()
        found = answer.get(self.model.day.isoformat(), {"slots": []})["slots"]
        assert list(map(ms, found)) == [v.start for v in every if self.model.fits(v)]

    @rule(event_id=visits, body=BODIES)
    def write_nonsense(self, event_id: str, body: dict[str, Any]) -> None:
        """What is refused has changed nothing; what is taken is put right again."""
        before, path = self.account.record(event_id), f"{APPOINTMENTS}/{event_id}"
        answer = self.account.call("PUT", path, json=body)
        assert answer.status_code in (200, 400, 422), answer.text
        if answer.status_code == 200:
            self._put_right(event_id)
        else:
            assert self.account.record(event_id) == before

    @rule(
        method=st.sampled_from(("GET", "PUT", "POST", "DELETE", "PATCH")),
        path=PATHS,
        more=WORDS,
        query=st.dictionaries(WORDS, WORDS, max_size=2),
        body=ANYTHING,
    )
    def call_anything(
        self, method: str, path: str, more: str, query: dict[str, str], body: Any
    ) -> None:
        answer = self.account.session.request(
            method,
            f"{self.account.url}/{path}{more}",
            params=query,
            json=body,
            headers=HEADERS,
            timeout=60,
            allow_redirects=False,
        )
        assert answer.status_code < 500, answer.text

    def _put_right(self, event_id: str) -> None:
        visit = self.model.visits[event_id]
        answer = self.account.put(
            event_id,
            title=visit.title,
            rrule="",
            ignoreFreeSlotValidation=True,
            calendarId=self.model.calendars[visit.calendar]["id"],
            appointmentStatus=visit.status,
            **self.model.times(visit),
        )
        assert answer.status_code == 200, answer.text


def test_no_calls_break_the_rules(leadway: Account) -> None:
    names = ("Fisioterapia", "Psicología", "Dermatología")
    calendars = {name: leadway.calendar(name) for name in names}
    model, contact = Model(last_day(), calendars), leadway.book()["contactId"]
    run_state_machine_as_test(
        lambda: Calls(leadway, model, contact),
        settings=settings(
            max_examples=50,
            stateful_step_count=25,
            deadline=None,
            # Shrinking calls over HTTP would take minutes.
            phases=(Phase.reuse, Phase.generate),
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
