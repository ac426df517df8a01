"""A real Chromium on the real application.

Every test fails when the page breaks its own security policy, when a script throws, or
when axe finds something that keeps people out. `page.goto("/path")` is enough: the
address of the server is known.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import axe_playwright_python
import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, expect

from people.models import User

# Playwright keeps an event loop running in the tests' thread; Django would refuse to
# use the database there although nothing of it is asynchronous.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Nothing in a test may ask the outside world for anything.
QUIET = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) => {
  reportViolation(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`);
});
"""
# How long to wait for what has to come: longer only makes a failure come later.
PATIENCE_MS = 30_000
expect.set_options(timeout=PATIENCE_MS)
ARRIVING = ".htmx-request, free-slots[aria-busy=true], .slots[aria-busy=true]"
PHONE = {"width": 390, "height": 844}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict[str, Any]:
    found = os.environ.get("CHROMIUM") or next(
        filter(None, map(shutil.which, BROWSERS)), None
    )
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    path = {"executable_path": found} if found else {}
    return {**browser_type_launch_args, **path, "args": [*QUIET, *root]}


@pytest.fixture(scope="session")
def base_url(live_server: Any) -> str:
    return str(live_server.url)


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict) -> dict[str, Any]:
    return {
        **browser_context_args,
        "locale": "es-ES",
        "timezone_id": "Europe/Madrid",
        "reduced_motion": "reduce",
        "viewport": {"width": 1440, "height": 900},
    }


@pytest.fixture
def live(live_server: Any, sandbox: Any) -> str:
    """The application's address, with the real sandbox behind it."""
    return str(live_server.url)


@pytest.fixture
def problems() -> list[str]:
    """What went wrong in the browser. A test that provokes it empties the list."""
    return []


@pytest.fixture
def context(context: BrowserContext, problems: list[str]) -> Iterator[BrowserContext]:
    watch(context, problems)
    yield context
    assert problems == []


@pytest.fixture
def page(page: Page) -> Iterator[Page]:
    page.set_default_timeout(PATIENCE_MS)
    yield page
    if page.url.startswith("http"):
        axe(page)


def watch(context: BrowserContext, problems: list[str]) -> None:
    """Collect what no page may do: break its policy, or throw."""
    context.expose_function("reportViolation", lambda what: problems.append(what))
    context.add_init_script(REPORT_VIOLATIONS)
    context.on("weberror", lambda error: problems.append(str(error.error)))
    context.on("console", lambda message: _judge(message, problems))


def _judge(message: ConsoleMessage, problems: list[str]) -> None:
    # Chromium reports each 4xx and 5xx as an error; those are answers like any other.
    expected = message.text.startswith("Failed to load resource")
    if message.type == "error" and not expected:
        problems.append(message.text)


# The rules that axe has on by itself, and WCAG 2.2's 24 pixels for what is pressed.
# What an open menu lies over is itself again once that is closed, and what is pinned
# covers now this and now that of a page: two that are too near are in the same of them.
# A block at the glance of a day is as wide as its time; it has its row below as well.
FIND_VIOLATIONS = """async () => {
  const found = (node) => document.querySelector(node.target[0]);
  const isOver = (one) => one.matches("[open] > .menu")
    || ["fixed", "sticky"].includes(getComputedStyle(one).position);
  const layer = (one) => !one || isOver(one) ? one : layer(one.parentElement);
  const isBeneath = (node) => {
    const near = node.any.flatMap((check) => check.relatedNodes);
    const own = layer(found(node));
    return near.length && near.every((one) => layer(found(one)) !== own);
  };
  const isExempt = (node) => isBeneath(node) || found(node).closest(".blk");
  const { violations } = await axe.run(document, {
    resultTypes: ["violations"],
    rules: { "target-size": { enabled: true } },
  });
  return violations.flatMap(({ id, nodes }) => nodes
    .filter((node) => id !== "target-size" || !isExempt(node))
    .map((node) => `${id}: ${node.html.slice(0, 200)}`));
}"""
SETTLED = """() => document.getAnimations().every((one) =>
  one.playState !== "running" || one.effect.getTiming().iterations === Infinity)"""


def axe(page: Page) -> None:
    """Fail with every rule that the page as it is now breaks, and where."""
    assert violations(page) == [], page.url


def violations(page: Page) -> list[str]:
    page.wait_for_load_state("load")
    # When parts of the page are exchanged under it, axe never comes to an end.
    expect(page.locator(ARRIVING)).to_have_count(0)
    # Colours on their way from one to another are nobody's contrast.
    page.wait_for_function(SETTLED)
    page.evaluate(AXE)
    return list(page.evaluate(FIND_VIOLATIONS))


def sign_in(page: Page, username: str) -> None:
    """Sign in without the form, as somebody whom the test made."""
    client = Client()
    client.force_login(
        User.objects.get(username=username), backend="people.backends.RolesBackend"
    )
    page.goto("/sign-in/")
    address = urlsplit(page.url)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies(
        [
            {
                "name": cookie.key,
                "value": cookie.value,
                "url": f"{address.scheme}://{address.netloc}",
            }
        ]
    )


# Who reaches further to the right than the window, for whoever reads the failure.
STICKS_OUT = """(width) => [...document.querySelectorAll('body *')]
  .filter((one) => one.checkVisibility())
  .filter((one) => one.getBoundingClientRect().right > width + 0.5)
  .slice(0, 8)
  .map((one) => one.outerHTML.slice(0, 120))
"""


def fits(page: Page) -> bool:
    """Whether nothing sticks out sideways."""
    # Not innerWidth: a phone widens that to whatever sticks out.
    assert page.viewport_size is not None
    # A page that is asked about sooner may lack a style sheet, which nobody sees.
    page.wait_for_load_state("load")
    wide = int(page.evaluate("document.documentElement.scrollWidth"))
    if wide > page.viewport_size["width"]:
        print("Sticks out:", page.evaluate(STICKS_OUT, page.viewport_size["width"]))
        return False
    return True
