"""The addresses of appointments. A name that starts with _ is a fragment's."""

from django.urls import path, register_converter

from appointments.calendar import free
from appointments.calendar import views as calendar
from appointments.doctor import views as doctor
from appointments.editor import beside, finding, looking, present, raw, renewing, series
from appointments.editor import views as editor
from appointments.edits import pressing, whole_views
from appointments.edits import raw as raw_edits
from appointments.edits import views as edits
from appointments.frame import views as frame
from appointments.history import as_csv as history_csv
from appointments.history import views as history
from appointments.listing import as_csv, columns, saved
from appointments.listing import views as listing
from appointments.notes import views as notes
from appointments.outbox import views as outbox
from appointments.panel import views as panel
from appointments.practice import views as practice
from appointments.today import views as today


class EventId:
    """An appointment's id: anything else is not found before any code runs."""

    regex = "[A-Za-z0-9_-]{1,128}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(EventId, "event_id")

urlpatterns = [
    path("", today.day, name="day"),
    path("_refresh/", today.refresh, name="refresh_day"),
    path("_day/", today.live, name="live_day"),
    path("_month/", frame.month, name="month"),
    path("_views/", frame.counts, name="view_counts"),
    path("_sync/", frame.sync, name="sync"),
    path("connection/", doctor.doctor, name="doctor"),
    path("connection/again/", frame.try_line, name="try_line"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/_refresh/", calendar.refresh, name="refresh_calendar"),
    path("calendar/_live/", calendar.live, name="live_calendar"),
    path("calendar/_free/", free.free, name="free_in_calendar"),
    path("_found/", frame.found, name="found"),
    path("keys/", frame.keys, name="keys"),
    path("search/", frame.search, name="search"),
    path("open/", finding.find, name="open"),
    path("appointments/", listing.appointments, name="listing"),
    path("_list/", listing.live, name="live_list"),
    path("columns/", columns.choose, name="choose_columns"),
    path("views/", saved.save, name="save_view"),
    path("views/<int:pk>/drop/", saved.drop, name="drop_view"),
    path("views/<int:pk>/first/", saved.open_first, name="open_first"),
    path("appointments/<event_id:event_id>/_team/", listing.team, name="team"),
    path("appointments.csv", as_csv.as_csv, name="listing_csv"),
    path("appointments/<event_id:event_id>/", editor.appointment, name="appointment"),
    path("appointments/<event_id:event_id>/_review/", editor.review, name="review"),
    path(
        "appointments/<event_id:event_id>/_discard/",
        editor.discard,
        name="discard",
    ),
    path(
        "appointments/<event_id:event_id>/_series/",
        series.read_series,
        name="read_series",
    ),
    path(
        "appointments/<event_id:event_id>/_renewed/",
        renewing.renewed,
        name="renewed",
    ),
    path("appointments/<event_id:event_id>/_fresh/", editor.fresh, name="fresh"),
    path("appointments/<event_id:event_id>/_record/", editor.record, name="record"),
    path(
        "appointments/<event_id:event_id>/_builder/",
        editor.rule_builder,
        name="rule_builder",
    ),
    path(
        "appointments/<event_id:event_id>/_present/",
        present.present,
        name="present",
    ),
    path(
        "appointments/<event_id:event_id>/_contact/",
        editor.contact,
        name="contact",
    ),
    path(
        "appointments/<event_id:event_id>/_availability/",
        beside.day,
        name="availability",
    ),
    path(
        "appointments/<event_id:event_id>/_slots_free/",
        beside.slots,
        name="slots_free",
    ),
    path(
        "appointments/<event_id:event_id>/save-anyway/",
        beside.save_anyway,
        name="save_anyway",
    ),
    path("appointments/<event_id:event_id>/raw/", raw.raw, name="raw_record"),
    path("appointments/<event_id:event_id>/_look/", looking.look, name="look"),
    path("appointments/<event_id:event_id>/_panel/", panel.panel, name="panel"),
    path("appointments/<event_id:event_id>/notes/", notes.notes, name="notes"),
    path(
        "appointments/<event_id:event_id>/notes/<event_id:note_id>/",
        notes.note,
        name="note",
    ),
    path("appointments/<event_id:event_id>/press/", pressing.press, name="press"),
    path("practice/", practice.practice, name="practice"),
    path("history/", history.history, name="history"),
    path("history.csv", history_csv.as_csv, name="history_csv"),
    path("outbox/", outbox.outbox, name="outbox"),
    path("outbox/_list/", outbox.live, name="live_outbox"),
    path("outbox/<int:pk>/drop/", outbox.drop, name="drop_edit"),
    path("edits/<int:pk>/raw/", raw_edits.raw, name="raw_edit"),
    path("edits/<int:pk>/_receipt/", edits.receipt, name="receipt"),
    path("edits/<int:pk>/_whole/", whole_views.read_back, name="read_whole"),
    path("edits/<int:pk>/send/", edits.send, name="send_edit"),
    path("edits/<int:pk>/send-quietly/", edits.send_quietly, name="send_quietly"),
    path("edits/<int:pk>/check/", edits.check, name="check_edit"),
    path("edits/<int:pk>/undo/", edits.undo, name="undo_edit"),
    path("edits/<int:pk>/leave/", edits.leave, name="leave_edit"),
    path("edits/<int:pk>/again/", edits.again, name="edit_again"),
    path("edits/<int:pk>/withdraw/", edits.withdraw, name="withdraw_edit"),
]
