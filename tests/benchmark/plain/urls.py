from django.contrib.auth.views import LoginView
from django.urls import path

from tests.benchmark.plain import views

urlpatterns = [
    path("sign-in/", LoginView.as_view()),
    path("day/", views.day),
    path("edit/<event_id>/", views.edit),
]
