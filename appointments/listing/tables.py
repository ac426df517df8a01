"""What people keep of the list: views of it, for themselves or for everybody."""

import json
from collections.abc import Collection
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import connections, models, router, transaction
from django.db.models import Q
from django.utils import timezone

from appointments import connection
from people.models import User

LONGEST_NAME, MOST = 60, 50
_COLUMNS = ("id", "name", "query", "shared", "person_id", "default_of")
_AS_JSON = {
    "sqlite": "json_group_array(json_array(%s))",
    "postgresql": "CAST(json_agg(json_build_array(%s)) AS TEXT)",
}
_OF_NOBODY = {"default_of": ""}
_BESIDE = """COALESCE((SELECT {} FROM (
    SELECT * FROM appointments_savedview
    WHERE account = %s AND (shared OR person_id = %s)
    ORDER BY name, id LIMIT %s) AS those), '[]')"""


class SavedView(models.Model):
    """A query of the list under a name; `shared` ones are everybody's to use."""

    account = models.CharField(max_length=300, default=connection.account)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+"
    )
    name = models.CharField(max_length=LONGEST_NAME)
    query = models.TextField()
    shared = models.BooleanField(default=False)
    # The roles whose list opens with it, a space between two; of a shared one only.
    default_of = models.CharField(max_length=200, default="", blank=True)
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
        """Return what this person may use, by name; they were brought with the person.

        Where a person was loaded by other ways it is one statement.
        """
        told = getattr(person, "saved_views", None)
        if told is not None:
            found = [
                cls(**dict(zip(_COLUMNS, one, strict=True))) for one in json.loads(told)
            ]
        else:
            rows = cls._default_manager.filter(account=connection.account())
            rows = rows.filter(Q(person=person) | Q(shared=True))
            found = list(rows.order_by("name", "pk")[: 2 * MOST])
        return sorted(found, key=lambda one: (one.name.casefold(), one.pk))

    @classmethod
    def beside(cls, person_id: object) -> tuple[str, list[Any]]:
        """Return the column that `of` reads, for a statement made anyway."""
        vendor = connections[router.db_for_read(cls)].vendor
        made = _AS_JSON[vendor] % ", ".join(_COLUMNS)
        return _BESIDE.format(made), [connection.account(), person_id, 2 * MOST]

    @classmethod
    def keep(cls, person: User, *, name: str, query: str, shared: bool) -> None:
        """Save it; under a name that the person has already, in its place."""
        mine = cls._default_manager.filter(account=connection.account(), person=person)
        kept = {"query": query, "shared": shared}
        if mine.filter(name=name).update(**kept, **({} if shared else _OF_NOBODY)):
            return
        if mine.count() < MOST:
            cls._default_manager.create(
                person=person, name=name, query=query, shared=shared
            )

    @property
    def roles(self) -> list[str]:
        return self.default_of.split() if self.shared else []

    def open_first_for(self, roles: Collection[str]) -> None:
        """Let the list of these roles open with it, in place of any other view."""
        rows = type(self)._default_manager.filter(account=self.account)
        others = ~Q(default_of="") | Q(pk=self.pk)
        with transaction.atomic():
            # In one order, so that two who choose at once do not wait for each other.
            for one in rows.select_for_update().order_by("pk").filter(others):
                left = [role for role in one.roles if role not in roles]
                one.default_of = " ".join(roles if one.pk == self.pk else left)
                one.save(update_fields=["default_of"])

    def may_drop(self, person: User, *, may_share: bool) -> bool:
        return self.person_id == person.pk or (self.shared and may_share)
