"""The addresses of appointments. A name that starts with _ is a fragment's."""

from django.urls import path, register_converter

from appointments.views import (
    appointment,
    availability,
    day,
    edits,
    finding,
    practice,
)


class EventId:
    """An appointment's id: anything else is not found before any code runs."""

    regex = "[A-Za-z0-9_-]{1,128}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(EventId, "event_id")

urlpatterns = [
    path("", day.day, name="day"),
    path("_refresh/", day.refresh, name="refresh_day"),
    path("open/", finding.find, name="open"),
    path(
        "appointments/<event_id:event_id>/", appointment.appointment, name="appointment"
    ),
    path(
        "appointments/<event_id:event_id>/_review/", appointment.review, name="review"
    ),
    path(
        "appointments/<event_id:event_id>/_discard/",
        appointment.discard,
        name="discard",
    ),
    path("appointments/<event_id:event_id>/_fresh/", appointment.fresh, name="fresh"),
    path(
        "appointments/<event_id:event_id>/_contact/",
        appointment.contact,
        name="contact",
    ),
    path(
        "appointments/<event_id:event_id>/_availability/",
        availability.day,
        name="availability",
    ),
    path(
        "appointments/<event_id:event_id>/_slots_free/",
        availability.slots,
        name="slots_free",
    ),
    path(
        "appointments/<event_id:event_id>/save-anyway/",
        availability.save_anyway,
        name="save_anyway",
    ),
    path("practice/", practice.practice, name="practice"),
    path("edits/<int:pk>/_receipt/", edits.receipt, name="receipt"),
    path("edits/<int:pk>/send/", edits.send, name="send_edit"),
    path("edits/<int:pk>/check/", edits.check, name="check_edit"),
    path("edits/<int:pk>/undo/", edits.undo, name="undo_edit"),
    path("edits/<int:pk>/withdraw/", edits.withdraw, name="withdraw_edit"),
]
