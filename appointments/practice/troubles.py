"""The troubles that can be rehearsed on the sandbox, in words."""

from django.utils.translation import gettext_lazy

# What each trouble is called, and what there is to see while it is on.
TROUBLES = {
    "silence": (
        gettext_lazy("Stop answering"),
        gettext_lazy("A save ends as “unknown”, and is settled by reading it back."),
    ),
    "silent_reads": (
        gettext_lazy("Stop answering reads too"),
        gettext_lazy("Pages show what was read last, and say how old it is."),
    ),
    "slowness": (
        gettext_lazy("Answer slowly"),
        gettext_lazy("Every call takes three seconds longer."),
    ),
    "no_slots": (
        gettext_lazy("Refuse every slot"),
        gettext_lazy("Another time or calendar is refused."),
    ),
    "other_values": (
        gettext_lazy("Keep other values"),
        gettext_lazy("Texts come back in capitals, and the receipt says so."),
    ),
    "changes_elsewhere": (
        gettext_lazy("Somebody else changes records"),
        gettext_lazy(
            "Each title changes once, when it was not read for 12 seconds: the next"
            " save meets it."
        ),
    ),
    "limit": (
        gettext_lazy("Limit reached"),
        gettext_lazy("Too many calls: what is saved waits in the outbox."),
    ),
    "no_reading": (
        gettext_lazy("No permission to read"),
        gettext_lazy("Reading is refused; saving still works."),
    ),
}
