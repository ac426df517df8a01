"""The product's addresses, and some that fail in every way a page can."""

import json

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from appointments.leadway.errors import Busy, Refused, Unanswered
from leadway_admin import urls

FAILURES = {
    "broken": ValueError("a detail nobody should see"),
    "forbidden": PermissionDenied(),
    "suspicious": SuspiciousOperation(),
    "busy": Busy(method="GET", path="/calendars/", retry_after_s=3),
    "unanswered": Unanswered(method="GET", path="/calendars/"),
    "gone": Refused(method="GET", path="/calendars/", status=404, reason="not_found"),
    "refused": Refused(
        method="GET",
        path="/calendars/",
        status=401,
        reason="scope",
        messages=("<b>not authorized</b> for this scope",),
        trace_id="trace-7",
    ),
}


@login_not_required
def fail(request: HttpRequest, how: str) -> HttpResponse:
    raise FAILURES[how]


def save(request: HttpRequest) -> HttpResponse:
    answer = HttpResponse('<p class="saved">saved</p>')
    answer["HX-Trigger"] = json.dumps({"announce": {"text": "Guardado ✓"}})
    return answer


FORM = """
{% extends "layout/page.html" %}
{% block title %}Form{% endblock %}
{% block sheet %}
<header class="head"><h1>Form</h1></header>
<div class="body">
  {% if request.GET.answer %}<div id="answer"></div>{% endif %}
  <form method="post" action="/save/" hx-post="{{ to }}" hx-target="#{{ target }}">
    {% csrf_token %}
    <label for="title">Title</label><input id="title" name="title">
    <button>Save</button>
  </form>
  <button class="btn" id="quiet" hx-post="/save/" hx-target="#elsewhere"
          hx-headers:append='{"X-Background":"1"}'>Ask</button>
  <div id="elsewhere"></div>
</div>
{% endblock %}
"""


def form(request: HttpRequest) -> HttpResponse:
    target = "answer" if request.GET.get("answer") else "elsewhere"
    template = engines["django"].from_string(FORM)
    to = request.GET.get("to", "/save/")
    return HttpResponse(template.render({"target": target, "to": to}, request))


urlpatterns = [
    path("fail/<str:how>/", fail),
    path("save/", save),
    path("form/", form),
    path("", include(urls)),
]
handler400 = urls.handler400
handler403 = urls.handler403
handler404 = urls.handler404
handler500 = urls.handler500
