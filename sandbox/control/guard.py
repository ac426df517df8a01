"""Who may control the sandbox: programs and people on this machine, nobody else.

A browser on this machine also runs the pages of strangers. Those cannot be kept from
sending a form here, but the browser says where it came from, and by which name they
called us: a name of theirs that leads to this address is refused as well.
"""

from ipaddress import ip_address
from urllib.parse import urlsplit

from sandbox.messages import Request
from sandbox.refusals import forbidden

PREFIX = "/__sandbox__/"
READING = ("GET", "HEAD")


def check(request: Request) -> None:
    """Raises Refusal."""
    if not _is_loopback(request.peer) or not _is_here(request.headers.get("host", "")):
        raise forbidden()
    if request.method not in READING and not _is_same_site(request.headers):
        raise forbidden()


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def _is_here(host: str) -> bool:
    name = urlsplit(f"//{host}").hostname or ""
    return name == "localhost" or _is_loopback(name)


def _is_same_site(headers: dict[str, str]) -> bool:
    """Programs send neither header; browsers always send one with a POST."""
    if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
        return False
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")
