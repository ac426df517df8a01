"""The editor on a phone, in Spanish, in the light and in the dark."""

import pytest
from playwright.sync_api import Page, expect

from people.models import User
from tests.browser.conftest import PHONE
from tests.browser.editor import Editor, open_editor

FINGER_PX = 44
# The height of what a finger has to hit; a label counts for the control that it covers.
TOO_SMALL = """(least) => {
  const parts = "#main .btn, #main .input, #main .select, #main .tile label, .tabbar a";
  return [...document.querySelectorAll(parts)]
    .filter((part) => part.checkVisibility() && !part.closest(".inputwrap__end"))
    .map((part) => [part.getBoundingClientRect().height, part.outerHTML.slice(0, 120)])
    .filter(([height]) => height < least - 0.5);
}"""


@pytest.fixture(scope="module")
def browser_context_args(browser_context_args):
    touch = {"has_touch": True, "is_mobile": True, "viewport": PHONE}
    return {**browser_context_args, **touch}


@pytest.fixture
def booked(book):
    return book(
        title="Rehabilitación de hombro con supervisiónininterrumpidísima",
        description="Trae la resonancia.\n\n" + "muylargo" * 40,
        address="https://videollamadas.example/" + "sala" * 30,
    )


@pytest.fixture(params=["light", "dark"])
def editor(request, page, live, marta, names, booked, settings) -> Editor:
    settings.LEADWAY_FRESH_S = 0
    User.objects.update(theme=request.param)
    editor = open_editor(page, marta, booked["id"], language="es")
    expect(page.locator("html")).to_have_attribute("data-theme", request.param)
    return editor


def fingers_fit(page: Page) -> None:
    assert page.evaluate(TOO_SMALL, FINGER_PX) == []


def test_a_change_is_made_refused_put_right_and_saved(editor, sandbox):
    page = editor.page
    editor.in_order()
    fingers_fit(page)
    editor.check("status-noshow", "place-own", "type-phone")
    editor.type(start="nunca", address="+34 600 111 222 " + "x" * 90)
    page.locator("[data-section=repeat] summary").tap()
    editor.save_button.tap()
    editor.says("Aún sin guardar: hay algo que no se puede enviar")
    fingers_fit(page)
    editor.type(start="13:15")
    editor.has_changes(3)
    page.locator(".review__n").tap()
    editor.in_order()
    page.locator(".review__n").tap()
    sandbox.fault("unprocessable", method="PUT", times=1, message="address " + "z" * 99)
    editor.save_button.tap()
    editor.says("No se ha guardado: Leadway lo ha rechazado")
    editor.save_button.tap()
    editor.says("Guardado.")
    page.locator("#answer .receipt__d summary").tap()
    editor.in_order()
    fingers_fit(page)


def test_a_conflict_an_overlap_and_an_outage_fit_as_well(editor, sandbox, booked):
    page = editor.page
    editor.type(title="La mía " + "y" * 120, start="12:30")
    sandbox.put(
        booked["id"],
        title="La suya " + "z" * 120,
        appointmentStatus="showed",
        toNotify=False,
    )
    editor.save_button.tap()
    editor.says("Alguien ha cambiado esta cita mientras la editabas")
    fingers_fit(page)
    page.check("#keep-title-yours")
    sandbox.fault("rate_burst", method="PUT", times=1)
    editor.press("Guardar este resultado")
    editor.says("Aún no se ha guardado nada.")
    fingers_fit(page)
    sandbox.fault("drop_before", method="PUT", times=1)
    editor.press("Enviar de nuevo")
    expect(editor.banner).to_contain_text("Aún no se sabe si Leadway lo ha guardado")
    editor.in_order()
    editor.open("?draft")
    editor.in_order()


def test_a_series_fits_too(editor, sandbox):
    series = Editor(editor.page, sandbox.cast()["series"]["twice_a_week"]).open()
    expect(editor.page.locator(".scope")).to_be_visible()
    series.in_order()
    fingers_fit(editor.page)
