"""One appointment in its main states: its page, the panel, and every receipt."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from appointments.connection import leadway
from appointments.edits import saving, undoing
from appointments.edits.tables import Edit
from appointments.index import reading
from people.models import User
from tests.browser.sweep.sweeping import Sweep
from tests.edits.unsettled import unknown
from tests.intents import intent
from tests.own_day import OwnDay
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db


def occurrence(master: str, own: OwnDay) -> str:
    millis = int((own.at(17) + timedelta(weeks=1)).timestamp() * 1000)
    return f"{master}_{millis}_2700"


def test_the_editor(
    sweep: Sweep, filled: Any, own: OwnDay, marta: User, sandbox: Sandbox
) -> None:
    page, (first, *_others, series) = sweep.page, filled
    one = f"/appointments/{first['id']}/"
    sweep.sign_in(marta)
    sweep.visit(one, f"/appointments/{series['id']}/")
    sweep.visit(f"/appointments/{occurrence(series['id'], own)}/")
    sweep.visit("/appointments/there-is-no-such-one/", f"{one}notes/")
    page.goto(one)
    page.wait_for_load_state("networkidle")
    for closed in page.locator("main details:visible > summary").all():
        closed.click()
    sweep.look("an editor with all of it open")
    page.locator("#f-title").fill("Otro título")
    page.locator("#f-start").fill("09:15")
    page.locator("#f-start").blur()
    expect(page.locator("#review")).to_have_attribute("data-count", "2")
    sweep.look("an editor with two changes")
    page.locator("#f-start").fill("25:00")
    page.locator("#save").click()
    expect(page.locator("#answer > [tabindex]")).to_be_visible()
    sweep.look("an editor with what cannot be sent")
    sweep.visit(one)  # with a draft
    sandbox.stop()
    sweep.visit(one)
    assert sweep.found == []


def test_somebody_who_may_only_look(sweep: Sweep, filled: Any, carlos: User) -> None:
    sweep.sign_in(carlos)
    sweep.visit(f"/appointments/{filled[0]['id']}/", "/")
    assert sweep.found == []


def test_the_panel(sweep: Sweep, filled: Any, own: OwnDay, marta: User) -> None:
    page, (first, *_others, series) = sweep.page, filled
    leadway().add_note(first["id"], "Llega tarde")
    sweep.sign_in(marta)
    for under in (
        f"/?date={own}",
        f"/calendar/?day={own}",
        f"/appointments/?from={own}",
    ):
        sweep.visit(f"{under}&open={first['id']}")
    tabs = page.get_by_role("tab")
    for at in range(tabs.count()):
        tabs.nth(at).click()
        page.wait_for_load_state("networkidle")
        sweep.look(f"tab {at + 1} of the panel")
    sweep.visit(f"/?date={own}&open={series['id']}", f"/?date={own}&open=gone")
    assert sweep.found == []


def test_every_receipt(
    sweep: Sweep,
    filled: Any,
    marta: User,
    ana: User,
    sandbox: Sandbox,
    settings: Any,
) -> None:
    first, second, *_others, series = filled
    edits: list[Edit] = []

    def saved(booked: dict[str, Any], **changes: Any) -> Edit:
        edits.append(saving.save(intent(booked, marta, **changes)))
        return edits[-1]

    edit = saved(first, title="Uno", description="Otra", appointment_status="showed")
    undone = undoing.undo(edit, person=marta, form_key=edit.form_key)
    sandbox.fault("keeps_other_value", method="PUT", field="title", value="La suya")
    saved(first, title="Dos")
    sandbox.clear()
    sandbox.fault("unprocessable", method="PUT", times=1, message=["title: too long"])
    saved(first, title="Tres")
    sandbox.fault("rate_burst", method="PUT", times=1)
    saved(second, title="Cuatro")
    edits.append(unknown(second, marta, sandbox, "drop_before", title="Cinco"))
    settings.LEADWAY_FRESH_S = 0
    before = reading.load(second["id"]).record
    sandbox.put(second["id"], title="De otra", appointmentStatus="confirmed")
    edits.append(saving.save(intent(second, marta, baseline=before, title="Seis")))
    saved(series, title="Toda la serie")
    saved(second, title="Siete").withdraw()
    sweep.sign_in(marta)
    for one in filter(None, [*edits, undone]):
        sweep.visit(f"/appointments/{one.event_id}/?edit={one.pk}")
    sweep.visit(f"/appointments/{first['id']}/")
    sweep.sign_out()
    sweep.sign_in(ana)
    sweep.visit(f"/appointments/{edits[0].event_id}/?edit={edits[0].pk}")
    states = {one.state for one in edits}
    assert states >= {"accepted", "refused", "pending", "unknown", "conflicted"}
    assert sweep.found == []


def test_answers_to_what_was_typed(
    sweep: Sweep, filled: Any, marta: User, sandbox: Sandbox, settings: Any
) -> None:
    """What is typed is still there beside the answer, and one button comes first."""
    settings.LEADWAY_FRESH_S = 0
    page, (first, second, third, fourth, _series) = sweep.page, filled
    sweep.sign_in(marta)

    def save(state: str, booked: dict[str, Any], **typed: str) -> None:
        page.goto(f"/appointments/{booked['id']}/")
        page.wait_for_load_state("networkidle")
        for name, text in typed.items():
            page.locator(f"#f-{name}").fill(text)
            page.locator(f"#f-{name}").blur()
        expect(page.locator("#review")).to_have_attribute("data-count", "1")
        if state == "a conflict":
            sandbox.put(booked["id"], title="De otra", appointmentStatus="confirmed")
        page.locator("#save").click()
        expect(page.locator("#answer > [tabindex]")).to_be_visible()
        expect(page.locator("#editor[aria-busy]")).to_have_count(0)
        # What waits goes out by itself, and asks for nothing.
        primary = page.locator(".btn--primary:visible")
        expect(primary).to_have_count(0 if state == "a wait" else 1)
        sweep.look(f"{state}, beside what was typed")

    save("an overlap", first, start="11:05")
    sandbox.fault("unprocessable", method="PUT", times=1, message=["title: too long"])
    save("a refusal", second, title="Tres")
    save("a conflict", third, title="Mía")
    sandbox.fault("rate_burst", method="PUT", times=1)
    save("a wait", fourth, title="Cuatro")
    assert sweep.found == []
