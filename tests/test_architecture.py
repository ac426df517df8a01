"""The promises about the code itself: who imports whom, and what is never written."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

BASE = Path(__file__).resolve().parent.parent
OURS = ("appointments", "audit", "leadway_admin", "people", "sandbox", "tests")


def modules(folder: str) -> list[Path]:
    found = sorted((BASE / folder).rglob("*.py"))
    return [path for path in found if "migrations" not in path.parts]


def name_of(path: Path) -> str:
    return path.relative_to(BASE).as_posix()


def imported(path: Path) -> Iterator[str]:
    """Yield the dotted name of every module that this one imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


def offenders(folder: str, forbidden: str, *, allowed: str = r"(?!)") -> list[str]:
    """Return "file imports module" for each import that `forbidden` matches."""
    return [
        f"{name_of(path)} imports {module}"
        for path in modules(folder)
        for module in imported(path)
        if re.match(forbidden, module) and not re.match(allowed, module)
    ]


# A room of appointments may import what stands to its right, and itself. What is beside
# (words, connection, request) may be imported by all but the client and times.
DESKS = ("calendar", "today", "listing", "history", "outbox")
PAGES = (*DESKS, "editor", "practice", "notes", "doctor")
OVER = ("calendar", "today", "listing")
ROOMS: dict[str, tuple[str, ...]] = {
    "leadway": (),
    "times": (),
    "index": ("leadway", "times"),
    "edits": ("index", "leadway", "times"),
    **dict.fromkeys((*PAGES, "work"), ("edits", "index", "leadway", "times")),
    # It stands around the pages, and no page knows it.
    "frame": (*PAGES, "edits", "index", "leadway", "times"),
    # One page may stand over others: they know the panel, which knows the editor.
    "panel": ("editor", "edits", "index", "leadway", "times"),
    **dict.fromkeys(OVER, ("panel", "edits", "index", "leadway", "times")),
}
BESIDE = ("connection", "request", "spreadsheet", "stencil", "words")


def rooms_seen_from(room: str) -> str:
    beside = () if room in ("leadway", "times") else BESIDE
    return "|".join((room, *ROOMS[room], *beside))


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_knows_only_what_the_drawing_says(room: str) -> None:
    folder = f"appointments/{room}"
    allowed = rf"appointments\.({rooms_seen_from(room)})(\.|$)"
    assert not offenders(folder, r"appointments\.", allowed=allowed)


def test_every_folder_of_appointments_is_a_room_of_the_drawing() -> None:
    folders = {path.parent.name for path in modules("appointments")}
    assert folders - {"appointments", "http"} == {*ROOMS}


@pytest.mark.parametrize("name", BESIDE)
def test_what_stands_beside_knows_no_room_but_the_client_and_times(name: str) -> None:
    found = imported(BASE / "appointments" / f"{name}.py")
    rooms = re.compile(r"appointments\.(?!leadway|times)")
    assert [module for module in found if rooms.match(module)] == []


@pytest.mark.parametrize(
    ("folder", "forbidden"),
    [
        (
            "appointments/leadway",
            r"django|environ|audit|people|leadway_admin|sandbox|tests",
        ),
        ("appointments/times", r"audit|people|leadway_admin|sandbox|tests"),
        ("sandbox", r"django|appointments|audit|people|leadway_admin|tests"),
        # What happened can be told by every room, and the trail asks none of them.
        ("audit", r"appointments|people|leadway_admin|sandbox|tests|requests|urllib3"),
        ("appointments", r"leadway_admin|sandbox|tests"),
        ("people", r"appointments|leadway_admin|sandbox|tests|requests|urllib3"),
        ("leadway_admin", r"sandbox|tests|requests|urllib3"),
        *(
            (f"appointments/{page}", r"appointments\.connection\.leadway")
            for page in PAGES
        ),
    ],
)
def test_imports_point_one_way(folder: str, forbidden: str) -> None:
    assert not offenders(folder, rf"({forbidden})(\.|$)")


def test_the_client_stands_on_its_own_feet() -> None:
    """appointments.leadway may import itself, and nothing else of this project."""
    assert not offenders(
        "appointments/leadway", r"appointments", allowed=r"appointments\.leadway"
    )


def test_only_the_client_speaks_http_to_leadway() -> None:
    speakers = {
        name_of(path)
        for folder in ("appointments", "audit", "people", "leadway_admin")
        for path in modules(folder)
        if any(re.match(r"(requests|urllib3)(\.|$)", name) for name in imported(path))
    }
    outside = {path for path in speakers if "appointments/leadway/" not in path}
    # The page for training asks the sandbox itself, which is no part of Leadway's API.
    assert outside == {"appointments/practice/rehearsing.py"}


def test_only_the_connection_reads_the_settings_of_leadway() -> None:
    """What others may read is no secret: the account's id, and whether it is real."""
    secret = r"settings\.LEADWAY_(?!(LOCATION_ID|BASE_URL)\b)|[\"']LEADWAY_"
    readers = {
        name_of(path)
        for folder in ("appointments", "audit", "people")
        for path in modules(folder)
        if re.search(secret, path.read_text(encoding="utf-8"))
    }
    assert readers <= {"appointments/connection.py"}


def files(folder: str, suffix: str) -> list[Path]:
    found = sorted((BASE / folder).rglob(f"*{suffix}"))
    return [path for path in found if "vendor" not in path.parts]


def matches(paths: list[Path], pattern: str) -> list[str]:
    """Return "file: text" for everything in the files that the pattern matches."""
    return [
        f"{name_of(path)}: {found.group(0)}"
        for path in paths
        for found in re.finditer(pattern, path.read_text(encoding="utf-8"), re.I)
    ]


@pytest.mark.parametrize(
    "pattern",
    [
        r"<style\b",
        r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>",
        r"\sstyle=[\"'{]",
        r"\son[a-z]+=[\"'{]",
        r"\bhx-on\b",
        r"\bjs:",
        r"\|\s*safe(seq)?\b",
        r"\bautoescape off\b",
        r"(src|href|action)=\"https?://",
        r'target="_blank"(?! rel="noopener noreferrer")',
    ],
)
def test_templates_hold_nothing_that_the_policy_forbids(pattern: str) -> None:
    assert not matches(files("templates", ".html"), pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        r"\b(inner|outer)HTML\b",
        r"\binsertAdjacentHTML\b",
        r"\bdocument\.write\b",
        r"\beval\(",
        r"\bnew Function\b",
        r"\bhttps?://",
    ],
)
def test_scripts_never_make_markup_or_code_from_text(pattern: str) -> None:
    # secure.js is the one place where htmx's own markup passes the policy.
    scripts = [path for path in files("static", ".js") if path.name != "secure.js"]
    assert not matches(scripts, pattern)


def test_nothing_is_marked_safe() -> None:
    python = [path for folder in OURS[:4] for path in modules(folder)]
    assert not matches(python, r"\bmark_safe\b|\bSafeString\(|\bcsrf_exempt\b")


def settings_from_the_environment() -> set[str]:
    """Return each name that settings.py asks of the environment."""
    text = (BASE / "leadway_admin" / "settings.py").read_text(encoding="utf-8")
    names = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            names |= {name for name in asked_of(node) if re.fullmatch("[A-Z_]+", name)}
            if ast.unparse(node.func) in ("env.secret", "env.token"):
                names |= {f"{name}_FILE" for name in asked_of(node)}
    return names


def asked_of(call: ast.Call) -> set[str]:
    function = ast.unparse(call.func)
    if function != "env" and not function.startswith("env."):
        return set()
    constants = [arg for arg in call.args[:1] if isinstance(arg, ast.Constant)]
    return {str(constant.value) for constant in constants}


@pytest.mark.parametrize("name", ["README.md", ".env.example"])
def test_every_setting_is_described(name: str) -> None:
    text = (BASE / name).read_text(encoding="utf-8")
    described = set(re.findall(r"\b[A-Z][A-Z_]+\b", text))
    assert settings_from_the_environment() - described == set()


HOST = re.compile(r"https?://([a-z0-9.-]+\.[a-z]{2,})", re.IGNORECASE)
KNOWN_HOSTS = re.compile(
    r"services\.leadconnectorhq\.com|127\.0\.0\.1|(.+\.)?example(\.(com|org|net))?"
    # Never called: names that people read, and the invented meetings of the sandbox.
    r"|www\.w3\.org|json-schema\.org|docs\.python\.org|datatracker\.ietf\.org"
    r"|meet\.google\.com|teams\.microsoft\.com|zoom\.us"
)


def test_no_program_of_ours_names_another_host_than_leadway() -> None:
    sources = [path for folder in OURS[:5] for path in modules(folder)]
    sources += files("templates", ".html") + files("static", ".js")
    foreign = {
        f"{name_of(path)}: {host}"
        for path in sources
        for host in HOST.findall(path.read_text(encoding="utf-8"))
        if not KNOWN_HOSTS.fullmatch(host.lower())
    }
    assert not foreign


WIRE_NAMES = re.compile(
    r"[\"'](appointmentStatus|assignedUserId|meetingLocation(Type|Id)|startTime|endTime"
    r"|toNotify|ignoreDateRange|ignoreFreeSlotValidation|overrideLocationConfig)[\"']"
)


def test_only_the_client_spells_the_names_of_the_api() -> None:
    spelling = {
        name_of(path)
        for folder in ("appointments", "audit", "people", "leadway_admin")
        for path in modules(folder)
        if "appointments/leadway/" not in name_of(path)
        and WIRE_NAMES.search(path.read_text(encoding="utf-8"))
    }
    assert not spelling
