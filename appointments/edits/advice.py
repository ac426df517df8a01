"""An error → what happened, what became of the text, what to do: in plain words.

Leadway's own words are shown beside ours and never instead of them. They come from
outside and are only ever text.
"""

import math
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appointments.edits import concerning
from appointments.edits.bounds import Full
from appointments.leadway.errors import TOO_LARGE, Busy, LeadwayError, Trouble

# What the commonest refusals mean. The original is always shown as well.
MEANING = (
    ("slot you have selected is no longer", gettext_lazy("this time is already taken")),
    (
        "not a valid duration",
        gettext_lazy("this calendar does not offer appointments of that length"),
    ),
    (
        "part of calendar team",
        gettext_lazy("this person is not in the calendar’s team"),
    ),
    ("valid enum value", gettext_lazy("Leadway does not know this value")),
    ("calendar with id", gettext_lazy("this calendar is not in Leadway any more")),
    ("contact with id", gettext_lazy("this contact is not in Leadway any more")),
    (
        "assigneduserid is required",
        gettext_lazy("without its check of free times Leadway wants an assignee"),
    ),
)

# What Leadway wants of a token that asks for free times, by its own name.
SCOPE = "calendars.readonly"


@dataclass(frozen=True, slots=True)
class Advice:
    """What to tell a person: title, body, and messages at fields by our names."""

    title: str
    body: str
    fields: dict[str, str] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    technical: str = ""
    for_admins: str = ""
    # For how long Leadway asks to wait.
    wait_s: int = 0
    # That to try again does not help.
    is_final: bool = False


def of_full(error: Full) -> Advice:
    """Advise on what would be one more than a person may leave open."""
    if error.what == "drafts":
        title = _("You have %(n)d drafts already, so none is kept of this.")
        body = _(
            "What you typed is still here: save it, or leave this page open. Drafts"
            " that are saved or discarded make room."
        )
    else:
        title = _("%(n)d of your changes are open already, so this was not noted.")
        body = _(
            "Nothing was sent, and what you typed is still here. Send them from the"
            " outbox, or take back what is not needed, and then save again."
        )
    return Advice(title % {"n": error.most}, body)


def of_error(error: LeadwayError) -> Advice:
    """Advise on a failed read: nothing was being sent."""
    wait_s = math.ceil(error.retry_after_s) if isinstance(error, Busy) else 0
    return replace(of_reading(Trouble.of(error)), wait_s=wait_s)


def of_reading(trouble: Trouble) -> Advice:
    titles = {
        "not_sent": _("Leadway cannot be reached."),
        "crowded": _("Too many people are waiting for Leadway at the moment."),
        "resting": _("Leadway does not answer at the moment."),
        "too_late": _("Leadway was not asked: what came before took too long."),
        "busy": _("Leadway asks us to slow down."),
        "unanswered": _("Leadway did not answer in time."),
        "unreadable": _("Leadway’s answer could not be read."),
    }
    bodies = {
        "scope": _("The token lacks the permission to read this. Editing still works."),
        "not_found": _("Leadway does not have an appointment with this id."),
        TOO_LARGE: _(
            "It is more than this program reads. It will be the next time, too: tell"
            " whoever runs it."
        ),
    }
    if trouble.reason in ("token", "location", "version"):
        return _of_connection(trouble)
    kind, reason = trouble.kind, trouble.reason
    return Advice(
        title=titles.get(kind, _("Leadway refused to show this.")),
        body=bodies.get(reason, _("Try again in a moment.")),
        words=trouble.messages,
        technical=technical_of(trouble),
        is_final=reason == TOO_LARGE,
    )


def _of_connection(trouble: Trouble) -> Advice:
    """Advise on what is refused to everybody and for everything, saving included."""
    titles = {
        "token": _("Leadway no longer accepts the token."),
        "location": _("The token does not belong to this account."),
        "version": _("Leadway does not accept the version of its API."),
    }
    ways_on = {
        "token": _(
            "Make a new token in Leadway, put it into LEADWAY_TOKEN or its file, and"
            " restart this server."
        ),
        "location": _(
            "Compare LEADWAY_LOCATION_ID with the account that the token was made in,"
            " and restart this server."
        ),
        "version": _("Change LEADWAY_VERSION, and restart this server."),
    }
    return Advice(
        title=titles[trouble.reason],
        body=_(
            "Nothing can be read or saved until an administrator puts that right. What"
            " you typed is kept."
        ),
        words=trouble.messages,
        technical=technical_of(trouble),
        for_admins=ways_on[trouble.reason],
    )


def of_refusal(trouble: Trouble) -> Advice:
    """Advise on an edit that Leadway refused: nothing was changed.

    Its words are those that are about no field.
    """
    match trouble.reason:
        case "token":
            title = _("Not saved: Leadway no longer accepts the token")
            body = _("An administrator has to renew it. What you typed is kept here.")
        case "scope" | "forbidden":
            title = _("Not saved: the token may not change appointments")
            body = _(
                "It lacks the permission calendars/events.write. An administrator can"
                " grant it in Leadway. What you typed is kept here."
            )
        case "location":
            title = _("Not saved: the token belongs to another account")
            body = _("An administrator can put that right. What you typed is kept.")
        case "version":
            title = _("Not saved: Leadway does not accept the API version")
            body = _("An administrator can change it in the settings.")
        case "not_found":
            title = _("Not saved: Leadway says it does not have this appointment")
            body = _(
                "It may have been deleted there. What you typed is still here to copy."
            )
        case _:
            title = _("Not saved: Leadway refused this")
            body = _(
                "Nothing was changed in Leadway. What you typed is still here: change"
                " it and save again."
            )
    return Advice(
        title,
        body,
        _at_fields(trouble),
        _of_the_whole(trouble),
        technical_of(trouble),
    )


def _at_fields(trouble: Trouble) -> dict[str, str]:
    """Put each of Leadway's messages beside the field that it is about."""
    found: dict[str, list[str]] = {}
    for name, message in concerning.found(trouble):
        found.setdefault(name, []).append(explain(message))
    return {name: " ".join(dict.fromkeys(said)) for name, said in found.items()}


def _of_the_whole(trouble: Trouble) -> tuple[str, ...]:
    """Return the messages that are about no field."""
    placed = {message for _name, message in concerning.found(trouble)}
    return tuple(one for one in trouble.messages if one not in placed)


def explain(message: str) -> str:
    """Return what a message means, with Leadway's own words after it."""
    plain = message.lower()
    meaning = next((str(text) for clue, text in MEANING if clue in plain), None)
    quoted = _("Leadway says: “%(words)s”") % {"words": message}
    if not meaning:
        return quoted
    return f"{meaning[0].upper()}{meaning[1:]}. {quoted}"


def technical_of(trouble: Trouble | None) -> str:
    """Return status and trace id for whoever has to look into it."""
    parts = []
    if trouble and trouble.status:
        parts.append(f"HTTP {trouble.status}")
    if trouble and trouble.trace_id:
        parts.append(f"traceId {trouble.trace_id}")
    return " · ".join(parts)


def of_free_times(trouble: Trouble) -> str:
    """Say in one quiet sentence why no free times are shown."""
    match trouble.reason:
        case "scope" | "forbidden":
            return _(
                "Free times are not shown: the token lacks the permission %(scope)s."
            ) % {"scope": SCOPE}
        case "team":
            return _("No free times: this person is not in the calendar’s team.")
        case "calendar":
            return _("Choose a calendar to see free times.")
        case "calendar_gone":
            return _("No free times: this calendar is not in Leadway any more.")
    if trouble.kind == "refused" and trouble.messages:
        why = explain(trouble.messages[0])
    else:
        why = of_reading(trouble).title
    return _("Free times are not known. %(why)s") % {"why": why}
