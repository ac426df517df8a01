"""The save: note an edit, send it, and finish it by its answer.

The order is what protects people. The edit is noted before anything leaves; a clash
stops everything; the hand-over is committed; the call leaves; the answer finishes the
row. Where our copy of the appointment is current, noting it, claiming the appointment
and handing it over are one commit. No call to Leadway is made inside a transaction.
"""

import logging
import time
from functools import partial
from typing import Any

from django.db import Error, IntegrityError
from django.utils import timezone

from appointments import connection
from appointments.connection import fresh_s
from appointments.edits import holding, overtaking, pausing
from appointments.edits.bounds import Full
from appointments.edits.calling import (
    addressable,
    answer_to,
    left_behind,
    not_before,
    now_of,
)
from appointments.edits.drafts import Draft
from appointments.edits.intending import Intent, judged
from appointments.edits.tables import Edit
from appointments.index.placing import placed
from appointments.index.reading import STOPS, Opened
from appointments.index.tables import Appointment
from appointments.leadway.errors import (
    Busy,
    LeadwayError,
    NotSent,
    Refused,
    Trouble,
    Unanswered,
    Unreadable,
)
from appointments.leadway.records import AppointmentRecord
from audit import trail
from people.patience import LITTLE_S, in_turn, patience, tried

logger = logging.getLogger(__name__)

CLAIM_WITHIN_S = 3.0
# How a call ended is worth waiting for: else it has to be looked up afterwards.
OUTCOME_WITHIN_S = 3.0


class Unnoted(Exception):
    """The intention could not be written down, so nothing was sent."""


def save(intent: Intent) -> Edit:
    """Note the edit, send it, and return it in whatever state that left it.

    The same form key with the same content returns the first edit and sends nothing.
    Raises Unnoted where our database takes no notes, and Full.
    """
    edit = Edit.of(intent)
    edit.at_once = True
    try:
        first = _note_once(edit, intent.copy)
    except Error as error:
        raise Unnoted from error
    if first:
        return first
    if edit.in_flight:
        _guarded(_put, edit)
    elif edit.waiting and not edit.trouble:
        send(edit)
    if edit.waiting and not edit.paused:
        tried(Appointment.unsettle, edit.event_id)
    return edit


def send(edit: Edit, *, by_itself: bool = False) -> None:
    """Send a noted edit, or find out why it cannot be sent.

    `by_itself`, with nobody pressing, it leaves only for the record it was made for.
    Where our database takes no notes meanwhile, the edit stays what it was last noted
    to be: waiting before the hand-over, in flight after it. One that was made for
    another account stays where it is. Raises django.db.Error only where not even that
    can be read.
    """
    if edit.account == connection.account():
        _guarded(partial(_send, by_itself=by_itself), edit)


def _guarded(step: Any, edit: Edit) -> None:
    try:
        step(edit)
    except Error:
        logger.exception("edit %s: its next step could not be noted", edit.pk)
        edit.lost_track()


# --- noting ---


def _note_once(edit: Edit, copy: Appointment | None) -> Edit | None:
    """Note it; return the first one instead when this very form was saved before.

    What came with the key of another save is a save of its own. Raises Full.
    """
    try:
        _note(edit, copy)
    except (IntegrityError, Full) as error:
        if first := edit.first_of_its_key():
            return first
        if isinstance(error, Full):
            raise
        edit.start_again()
        _note(edit, copy)
    return None


def _note(edit: Edit, copy: Appointment | None) -> None:
    """Write the edit down. Raises IntegrityError when its key is taken.

    A copy that is current is compared with at once, and the edit handed over with the
    same commit that notes it; but not where saves have to wait.
    """
    edit.trouble = holding.held()
    if edit.trouble:
        copy = None
    if copy and copy.record and copy.is_current(within_s=fresh_s()):
        edit.take(judged(edit, Opened(copy.record, copy.seen_at)))
    edit.after_doubt = copy is None or copy.doubted_until is not None
    with in_turn(), trail.together():
        others_wait = edit.after_doubt or edit.instead_of or (copy and copy.is_paused)
        if others_wait and overtaking.replace_waiting(edit) and copy:
            copy = Appointment.of(edit.event_id)
        waits = edit.waiting and pausing.pauses(edit, copy)
        if edit.body and copy and not waits and copy.claim_as_read():
            edit.take_off()
        elif edit.waiting:
            edit.forget_comparison()
        edit.note()
        pausing.noted(edit)


# --- sending what was noted ---


def _send(edit: Edit, *, by_itself: bool) -> None:
    if held := holding.held():
        edit.stand_back(held)
        return
    if not _claim(edit.event_id):
        edit.stand_back(Trouble("claimed"))
        return
    try:
        now = _now(edit)
        if now is not None:
            _send_upon(edit, now, by_itself=by_itself)
    finally:
        # A lease that cannot be given back ends by itself.
        if not edit.let_go:
            tried(Appointment.release, edit.event_id)


def _send_upon(edit: Edit, now: Opened, *, by_itself: bool) -> None:
    found = judged(edit, now)
    if "body" not in found:
        edit.end(**found)
    elif by_itself and overtaking.moved_by_others(edit, found["merged"]):
        edit.stand_back(Trouble("moved_on"))
    elif edit.hand_over(**found):
        _put(edit)


def _claim(event_id: str) -> bool:
    """Claim the appointment, waiting a little for a colleague's save to finish."""
    until = time.monotonic() + CLAIM_WITHIN_S
    while not Appointment.claim(event_id):
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def _now(edit: Edit) -> Opened | None:
    """Return what Leadway holds now, or None where that ends the edit for now."""
    try:
        return now_of(edit)
    except Refused as error:
        if error.reason in STOPS:
            holding.refuse(edit, error)
            return None
        return Opened(edit.known, None, trouble=error)
    except LeadwayError as error:
        # Reading failed, so nothing of the edit left us.
        edit.wait(error, not_before=not_before(error))
        return None


# --- the one call ---


def _put(edit: Edit) -> None:
    """Make the one call, and finish the edit by its answer."""
    try:
        returned = answer_to(edit)
        with in_turn(), patience(OUTCOME_WITHIN_S), trail.together():
            _accept(edit, addressable(placed(returned), edit.event_id))
    except Exception as error:
        # Once handed over, whatever went wrong here, Leadway may have applied it.
        # Where noting failed just now this fails as well, and it stays in flight.
        with patience(LITTLE_S if isinstance(error, Error) else OUTCOME_WITHIN_S):
            if isinstance(error, Error):
                # What was rolled back is still set here.
                edit.refresh_from_db()
            _settle(edit, _as_error(error))


def _accept(edit: Edit, returned: AppointmentRecord) -> None:
    """Put the answer over the copy; under its old id a moved occurrence is gone."""
    left = left_behind(edit, returned).dated(returned, timezone.now())
    if returned.id == edit.event_id:
        Appointment.finish(left)
    else:
        Appointment.remember(left, seen_at=timezone.now())
        Appointment.mark_gone(edit.event_id, moved_to=returned.id)
        Appointment.release(edit.event_id)
    if edit.undoes_id is None:
        Draft.end(edit)
    # Late, so that the edit is still in flight if noting any of it fails.
    edit.accept(returned)
    if edit.after_doubt:
        overtaking.settle_older(edit)
    edit.let_go = True


def _as_error(error: Exception) -> LeadwayError:
    if isinstance(error, LeadwayError):
        return error
    logger.error("a save failed unexpectedly", exc_info=error)
    return Unanswered(method="PUT", path="")


def _settle(edit: Edit, error: LeadwayError) -> None:
    """Sort a failed call by what is known of it; see docs/architecture.md."""
    with in_turn(), trail.together():
        match error:
            case NotSent() | Busy():
                edit.wait(error, not_before=not_before(error))
            case Refused():
                if error.reason == "not_found":
                    Appointment.mark_gone(edit.event_id)
                holding.refuse(edit, error)
            case Unanswered() | Unreadable() | _:
                Appointment.doubt(edit.event_id)
                edit.doubt(error)
        Appointment.release(edit.event_id)
        edit.let_go = True
