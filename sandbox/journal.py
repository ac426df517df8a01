"""What was asked and what was answered, kept in memory for tests and for training."""

import json
import threading
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from sandbox.messages import Answer, Request
from sandbox.times import stamped

# Whichever is reached first; a list of events is some ten thousand bytes.
MOST_ENTRIES = 2_000
MOST_BYTES = 24_000_000
BODY_LIMIT = 1_000_000


@dataclass(slots=True)
class Entry:
    """One exchange; it is turned into JSON only when somebody reads the journal."""

    began_ms: int
    request: Request
    answer: Answer
    duration_ms: float
    faults: list[str]

    @property
    def size(self) -> int:
        return len(self.request.raw) + len(self.answer.encoded())

    def shown(self) -> dict[str, Any]:
        """Everything, the headers and the answer included."""
        return self.brief() | {
            "headers": _without_secret(self.request.headers),
            "answer": _shown(self.answer.content),
        }

    def brief(self) -> dict[str, Any]:
        request, answer = self.request, self.answer
        return {
            "time": stamped(self.began_ms),
            "method": request.method,
            "path": request.path,
            "query": {name: values[0] for name, values in request.query.items()},
            "body": _shown(request.raw),
            "status": answer.status,
            "duration_ms": round(self.duration_ms, 1),
            "automations": answer.automations,
            "workflows": _workflows(answer),
            "changes": [one.shown() for one in answer.effects],
            "faults": self.faults,
        }


@dataclass
class Journal:
    """The last exchanges; the oldest fall out."""

    _entries: deque[Entry] = field(default_factory=deque)
    _bytes: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, entry: Entry) -> None:
        with self._lock:
            self._entries.append(entry)
            self._bytes += entry.size
            while len(self._entries) > MOST_ENTRIES or self._bytes > MOST_BYTES:
                self._bytes -= self._entries.popleft().size

    def clear(self) -> None:
        with self._lock:
            self._entries.clear()
            self._bytes = 0

    def shown(
        self, last: int | None = None, *, brief: bool = False
    ) -> list[dict[str, Any]]:
        """Every exchange, oldest first, or the `last` ones; `brief` without answers."""
        with self._lock:
            entries = list(self._entries)
        if last is not None:
            entries = entries[max(0, len(entries) - last) :]
        return [entry.brief() if brief else entry.shown() for entry in entries]


def _workflows(answer: Answer) -> list[str]:
    """Those that the call concerns; what happened elsewhere is not of its making."""
    asked = [effect for effect in answer.effects if not effect.elsewhere]
    return [name for effect in asked for name in effect.workflows]


def _without_secret(headers: dict[str, str]) -> dict[str, str]:
    return {k: "***" if k == "authorization" else v for k, v in headers.items()}


def _shown(content: Any) -> Any:
    """JSON as its value, anything else as text, nothing as None."""
    if not isinstance(content, bytes):
        return content
    try:
        return json.loads(content[:BODY_LIMIT]) if content else None
    except (ValueError, RecursionError):
        return content[:BODY_LIMIT].decode("utf-8", "replace")
