"""What people keep of the list: views of it, for themselves or for everybody."""

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from appointments import connection
from people.models import User

LONGEST_NAME, MOST = 60, 50


class SavedView(models.Model):
    """A query of the list under a name; `shared` ones are everybody's to use."""

    account = models.CharField(max_length=300, default=connection.account)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+"
    )
    name = models.CharField(max_length=LONGEST_NAME)
    query = models.TextField()
    shared = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=timezone.now)

    if TYPE_CHECKING:
        person_id: int

    class Meta:
        default_permissions = ()
        permissions: ClassVar = [("share_views", "Can save views for everybody")]
        indexes: ClassVar = [models.Index(fields=["account"], name="view_in_account")]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def of(cls, person: User) -> "list[SavedView]":
        """Return what this person may use, by name. One statement."""
        rows = cls._default_manager.filter(account=connection.account())
        rows = rows.filter(Q(person=person) | Q(shared=True))
        return list(rows.order_by("name", "pk")[: 2 * MOST])

    @classmethod
    def keep(cls, person: User, *, name: str, query: str, shared: bool) -> None:
        """Save it; under a name that the person has already, in its place."""
        mine = cls._default_manager.filter(account=connection.account(), person=person)
        if mine.filter(name=name).update(query=query, shared=shared):
            return
        if mine.count() < MOST:
            cls._default_manager.create(
                person=person, name=name, query=query, shared=shared
            )

    def may_drop(self, person: User, *, may_share: bool) -> bool:
        return self.person_id == person.pk or (self.shared and may_share)
