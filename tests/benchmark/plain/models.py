"""Two tables: what is in Leadway, and what was saved."""

from django.conf import settings
from django.db import models


class Appointment(models.Model):
    event_id = models.CharField(max_length=128, primary_key=True)
    title = models.CharField(max_length=200)
    status = models.CharField(max_length=20)
    start = models.DateTimeField(db_index=True)
    end = models.DateTimeField()
    assignee = models.CharField(max_length=100)
    calendar = models.CharField(max_length=100)
    address = models.CharField(max_length=200, blank=True)
    description = models.TextField(blank=True)

    class Meta:
        app_label = "plain"

    def __str__(self) -> str:
        return self.title


class Saved(models.Model):
    """One save: who asked for what, and what Leadway answered."""

    event_id = models.CharField(max_length=128, db_index=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    made_at = models.DateTimeField(auto_now_add=True)
    sent = models.JSONField()
    answer = models.JSONField()

    class Meta:
        app_label = "plain"

    def __str__(self) -> str:
        return self.event_id
