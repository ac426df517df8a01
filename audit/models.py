"""The rows of the trail. Each is added once, and nothing about it ever changes.

Nothing points to another table, and nobody's name is looked up: a person who is removed
changes no row. Triggers refuse every change (guards.py), and the hashes tell of those
that were made all the same (chain.py).
"""

from typing import ClassVar

from django.db import models


class AuditEvent(models.Model):
    """One thing that happened.

    `before` and `after` are JSON as text, because a database may write JSON anew.
    `previous` is the hash of the row before, and `hash` that of this row with it.
    """

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    # Of whoever asked; empty where a worker or a command did it by itself.
    person_id = models.BigIntegerField(null=True)
    person_name = models.CharField(max_length=301)
    address = models.CharField(max_length=64)
    # The beginning of a hash of the session's key: it tells sessions apart, no more.
    session = models.CharField(max_length=16)
    action = models.CharField(max_length=40)
    object = models.CharField(max_length=400)
    before = models.TextField()
    after = models.TextField()
    outcome = models.CharField(max_length=60)
    flags = models.CharField(max_length=200)
    request_id = models.CharField(max_length=20)
    source = models.CharField(max_length=10)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.number}: {self.action} {self.object}"


class AuditHead(models.Model):
    """The newest event, kept by a trigger: it tells when the last rows are missing."""

    number = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.number}:{self.hash}"


class AuditStub(models.Model):
    """What is left of pruned events: how far they went, signed by this installation."""

    up_to = models.BigIntegerField(unique=True)
    hash = models.CharField(max_length=64)
    events = models.BigIntegerField()
    before = models.DateField()
    pruned_at = models.DateTimeField()
    signature = models.CharField(max_length=100)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["up_to"]

    def __str__(self) -> str:
        return f"{self.events} events up to {self.up_to}, pruned"
