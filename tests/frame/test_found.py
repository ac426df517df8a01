"""What the palette finds, in which order, and at which cost."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from appointments.index.tables import Appointment
from people.models import User
from tests.conftest import signed_in
from tests.frame.found import NOW, found, keep
from tests.own_day import MADRID
from tests.pages import Part, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]
# The session, the person, what is ahead, what is over, and who has nothing of both.
STATEMENTS = 5
ID = "ocQHyuzHvysMo5N5VsXc"


@pytest.fixture(autouse=True)
def nothing_yet(names: Any) -> None:
    """Only what a test keeps is found."""
    Appointment.objects.all().delete()


def links(part: Part, group: str) -> list[str]:
    options = part.all(f"[aria-labelledby=pal-{group}] a")
    return [one["href"] for one in options]


def test_who_is_named_so_comes_before_what_only_mentions_it(as_ana: Client) -> None:
    keep("mentions", "Ana Beltrán", 1, title="Telefonear antes")
    keep("inside", "Rafael Telera", 2, title="x")
    keep("later", "Elena Márquez", 72)
    keep("sooner", "Élena Quintero", 48)
    keep("was", "Elena Vidal", -60)
    part = found(as_ana, "ele")
    names = [link.split("/")[2] for link in links(part, "appointments")]
    assert names[:3] == ["sooner", "was", "later"]
    assert names[3:] == ["inside", "mentions"]
    assert part.one("#pal-appointments-1 mark").text == "Éle"
    assert part.one("#pal-appointments-1")["data-open"] == ""


def test_a_series_leaves_room_for_others(as_ana: Client) -> None:
    for n in range(8):
        keep(f"weekly{n}", "Elena Márquez", 24 * (n + 1))
    keep("once", "Elena Quintero", 24 * 30)
    assert "/appointments/once/" in links(found(as_ana, "elena"), "appointments")[:4]


def test_people_lead_to_all_of_their_appointments(as_ana: Client) -> None:
    keep("one", "Elena Márquez", 24)
    keep("two", "Elena Márquez", -24)
    part = found(as_ana, "@mar")
    option = part.one("[role=option]")
    assert option.text == "EM Elena Márquez 2 appointments"
    listed = read(as_ana.get(option["href"]))
    assert len(listed.all("[data-appointment]")) == 2


@pytest.mark.parametrize(
    ("typed", "days"),
    [("hoy", 0), ("today", 0), ("mañana", 1), ("tomorrow", 1), ("ayer", -1)],
)
def test_a_day_comes_first_when_nothing_else_is_meant(
    as_ana: Client, typed: str, days: int
) -> None:
    keep("named", "Hoyos Mañana Ayerbe Tomorrow Today")
    day = NOW.astimezone(MADRID).date() + timedelta(days=days)
    first = found(as_ana, typed).all("[role=option]")[0]
    assert first["href"] == f"/?date={day}"


@pytest.mark.parametrize("typed", ["next tue", "martes que viene", "mart", "tue"])
def test_a_day_of_the_week_is_found_whole_or_begun(as_ana: Client, typed: str) -> None:
    days = links(found(as_ana, typed), "days")
    assert days
    first = date.fromisoformat(days[0].partition("=")[2])
    assert first.weekday() == 1


def test_a_name_that_begins_like_a_day_is_a_name(as_ana: Client) -> None:
    keep("named", "Marta Ruiz")
    options = found(as_ana, "mar").all("[role=option]")
    assert options[0]["href"] == "/appointments/named/"
    assert any("date=" in (one.get("href") or "") for one in options)


@pytest.mark.parametrize("typed", ["24/11", "24 nov", "2026-11-24", "24 de noviembre"])
def test_a_written_date_is_found(as_ana: Client, typed: str) -> None:
    assert links(found(as_ana, typed), "days")[0].endswith("-11-24")


@pytest.mark.parametrize(
    "pasted",
    [
        ID,
        f" {ID} ",
        f"https://app.example/v2/location/C2QujeCh8ZnC7al2InWR/appointments/{ID}",
        f'{{"appointment": {{"id": "{ID}"}}}}',
        f"{ID}_1729821600000_1800",
    ],
)
def test_what_is_pasted_opens(as_ana: Client, pasted: str) -> None:
    option = found(as_ana, pasted).one("[role=option]")
    assert option["href"].startswith(f"/appointments/{ID}")
    answer = as_ana.post("/search/", {"q": pasted})
    assert answer["Location"] == option["href"]


@pytest.mark.parametrize("typed", ["elena", '"elena"', "(marta)", "appointments"])
def test_a_word_is_no_id(as_ana: Client, typed: str) -> None:
    keep("one", "Elena Marta Appointments")
    assert not found(as_ana, typed).has("[aria-labelledby=pal-open]")


def test_what_is_not_found_may_still_be_an_id(as_ana: Client) -> None:
    assert links(found(as_ana, "evt0815"), "open") == ["/appointments/evt0815/"]
    nothing = found(as_ana, "no such thing")
    assert "Nothing was found." in nothing
    assert nothing.one("[role=status]").text == "0 results"


def test_pages_views_and_deeds_are_found_in_both_languages(as_ana: Client) -> None:
    said = {
        "needs": "/appointments/?tab=past",
        "citas": "/appointments/",
        "list": "/appointments/",
    }
    for typed, url in said.items():
        assert any(one.startswith(url) for one in links(found(as_ana, typed), "pages"))
    for typed in ("dark", "oscuro", ">tema osc", "Dark th"):
        button = found(as_ana, typed).one("button[value=dark]")
        assert button["formaction"] == "/preferences/theme/"
        assert button["form"] == "pal-post"
    assert found(as_ana, "sign out").one("button")["formaction"] == "/sign-out/"
    again = found(as_ana, "new window").one("[target=_blank]")
    assert again["href"] == "/appointments/?q=x"


def test_nothing_typed_offers_what_there_is(as_ana: Client) -> None:
    part = found(as_ana, "")
    assert links(part, "pages")[:1] == ["/"]
    assert part.has("button[value=es]")
    assert not found(as_ana, ">").has("[aria-labelledby=pal-pages]")


def test_what_was_typed_comes_back_as_it_was(as_ana: Client) -> None:
    typed = "<b>\"Él & yo' "
    assert found(as_ana, typed).one("#pal-found")["data-typed"] == typed


@pytest.mark.parametrize("odd", ["\0", "%", "' OR 1=1", "‮", "🦄" * 300, "@", ">", '"'])
def test_whatever_is_typed_is_answered(as_ana: Client, odd: str) -> None:
    keep("one", "Elena Márquez")
    found(as_ana, odd)
    assert as_ana.get("/search/", {"q": odd}).status_code == 200


def test_it_leads_nowhere_else(as_ana: Client) -> None:
    answer = as_ana.post("/_found/", {"q": "window", "next": "//evil.example/"})
    assert "evil" not in answer.content.decode()


def test_without_a_script_the_same_is_a_page(as_ana: Client) -> None:
    keep("one", "Elena Márquez")
    answer = as_ana.post("/search/", {"q": "elena"}, follow=True)
    part = read(answer)
    assert answer.redirect_chain[0][0] == "/search/?q=elena"
    assert part.one("#search-q")["value"] == "elena"
    assert part.has("main a[href='/appointments/one/']")
    assert not part.has("main [role=option]")
    deeds = read(as_ana.get("/search/?q=dark"))
    button = deeds.one("main button[value=dark]")
    assert button["form"] == "search-form"
    assert button["formaction"] == "/search/"


def test_every_page_leads_there(as_ana: Client, nadie: User) -> None:
    page = read(as_ana.get("/appointments/"))
    assert page.one(".side__search")["href"] == "/search/"
    assert page.one("#palette [role=combobox]")["aria-controls"] == "pal-l"
    assert not read(signed_in(nadie).get("/")).has("#palette")


def cost(client: Client, typed: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        found(client, typed)
    return len(captured)


def test_a_keystroke_costs_five_statements_at_most(as_ana: Client) -> None:
    found(as_ana, "warm")
    costs = {typed: cost(as_ana, typed) for typed in ("", "e", "elena", "24/11", ID)}
    for n in range(300):
        keep(f"many{n}", f"Elena {n % 7}", n - 150)
    after = {typed: cost(as_ana, typed) for typed in costs}
    # Where enough people are found no others are looked for.
    assert after == costs | {"elena": costs["elena"] - 1}
    assert max(costs.values()) <= STATEMENTS


def test_a_moment_that_is_over_today_comes_after_what_is_ahead(as_ana: Client) -> None:
    keep("ended", "Elena A", -3)
    keep("on", "Elena B", -0.5)
    keep("ahead", "Elena C", 3)
    order = links(found(as_ana, "elena"), "appointments")
    assert order == [f"/appointments/{id}/" for id in ("on", "ahead", "ended")]
    said = found(as_ana, "elena").one("#pal-appointments-2").text
    at: datetime = (NOW + timedelta(hours=3)).astimezone(MADRID)
    assert said.endswith(f"{at:%H:%M}")


def test_what_was_an_hour_ago_comes_before_what_is_in_weeks(as_ana: Client) -> None:
    keep("weeks", "Elena A", 24 * 14)
    keep("just_now", "Elena B", -2)
    order = links(found(as_ana, "elena"), "appointments")
    assert order == ["/appointments/just_now/", "/appointments/weeks/"]
