"""From the switches under "On save" to how one write is applied."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from appointments.leadway.changes import Changes, WriteOptions, derived_override

SWITCHES = ("to_notify", "ignore_date_range", "ignore_free_slot_validation")
# What counts for one save, and is as usual in the next form.
FOR_ONE_SAVE = (*SWITCHES, "override_location_config", "why")
OVERRIDES = {"true": True, "false": False}


def settable(*, may_override: bool, may_notify: bool) -> tuple[str, ...]:
    """Name the switches that somebody may set."""
    notify, *checks = SWITCHES
    return (*[notify] * may_notify, *(checks if may_override else ()))


@dataclass(frozen=True, slots=True)
class Options:
    """The switches as typed; who may not set them gets the installation's."""

    typed: Mapping[str, Any]
    defaults: WriteOptions
    may_override: bool
    may_notify: bool

    @property
    def applies_a_rule(self) -> bool:
        """Whether Leadway applies a repeat rule that is saved with these."""
        if not self.may_override:
            return self.defaults.ignore_free_slot_validation
        return self._checks_skipped or bool(self.typed["rrule_consent"])

    @property
    def _checks_skipped(self) -> bool:
        return bool(self.typed["ignore_free_slot_validation"])

    def for_changes(self, changes: Changes) -> WriteOptions:
        options = replace(
            self.defaults,
            override_location_config=derived_override(changes),
        )
        if self.may_notify:
            options = replace(options, to_notify=bool(self.typed["to_notify"]))
        return self._overridden(options, changes) if self.may_override else options

    def _overridden(self, options: WriteOptions, changes: Changes) -> WriteOptions:
        override = OVERRIDES.get(str(self.typed["override_location_config"]).strip())
        if override is not None:
            options = replace(options, override_location_config=override)
        consent = changes.rrule is not None and bool(self.typed["rrule_consent"])
        return replace(
            options,
            ignore_date_range=bool(self.typed["ignore_date_range"]),
            ignore_free_slot_validation=self._checks_skipped or consent,
        )
