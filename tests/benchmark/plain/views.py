"""What each measured page of the product is for, and nothing more."""

import json
from datetime import datetime, timedelta

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from tests.benchmark import upstream
from tests.benchmark.plain.forms import AppointmentForm
from tests.benchmark.plain.models import Appointment, Saved


@login_required
def edit(request: HttpRequest, event_id: str) -> HttpResponse:
    if request.method == "POST":
        form = AppointmentForm(request.POST)
        if form.is_valid():
            return _save(request, event_id, form)
    else:
        form = AppointmentForm(initial=_initial(event_id))
    return render(request, "edit.html", {"form": form, "event_id": event_id})


def _initial(event_id: str) -> dict[str, object]:
    one = get_object_or_404(Appointment, pk=event_id)
    return {
        "start": one.start,
        "end": one.end,
        "assigned_user": one.assignee,
        "calendar": one.calendar,
        "address": one.address,
        "appointment_status": one.status,
        "title": one.title,
        "description": one.description,
        "ignore_free_slot_validation": True,
    }


def _save(request: HttpRequest, event_id: str, form: AppointmentForm) -> HttpResponse:
    """Make the call that the product makes for another title, and note it."""
    typed = form.cleaned_data
    body = {
        "title": typed["title"],
        "appointmentStatus": typed["appointment_status"],
        "toNotify": typed["to_notify"],
        "ignoreDateRange": typed["ignore_date_range"],
        "ignoreFreeSlotValidation": typed["ignore_free_slot_validation"],
    }
    answer = upstream.put(event_id, json.dumps(body))
    answer.raise_for_status()
    saved = Saved.objects.create(
        event_id=event_id, person=request.user, sent=body, answer=answer.json()
    )
    return render(request, "saved.html", {"saved": saved})


@login_required
def day(request: HttpRequest) -> HttpResponse:
    start = datetime.fromisoformat(request.GET["date"])
    start = timezone.make_aware(start)
    rows = Appointment.objects.filter(start__gte=start)
    rows = rows.filter(start__lt=start + timedelta(days=1)).order_by("start")
    return render(request, "day.html", {"rows": rows, "date": start})
