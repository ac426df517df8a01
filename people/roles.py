"""The four roles, as groups that carry permissions.

Groups and permissions are data, so an installation may shape roles of its own; these
four are made again after each migrate, and only ever gain what they lack.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

VIEWER, STAFF, MANAGER, ADMIN = "viewer", "staff", "manager", "admin"
VIEW = "appointments.view_appointment"
EDIT = "appointments.edit_appointment"
OVERRIDE = "appointments.override_checks"
EXPORT = "appointments.export_appointments"
SHARE = "appointments.share_views"
MANAGE_PEOPLE = "people.manage_people"
MANAGE_CONNECTION = "people.manage_connection"

# From the least to the most; each holds everything that the one before it holds.
ROLES = {
    VIEWER: (VIEW,),
    STAFF: (VIEW, EDIT),
    MANAGER: (VIEW, EDIT, OVERRIDE, EXPORT, SHARE),
    ADMIN: (
        *(VIEW, EDIT, OVERRIDE, EXPORT, SHARE),
        *(MANAGE_PEOPLE, MANAGE_CONNECTION),
    ),
}
LABELS = {
    "": _("No role"),
    VIEWER: _("Viewer"),
    STAFF: _("Staff"),
    MANAGER: _("Manager"),
    ADMIN: _("Admin"),
}


def make_roles(**kwargs: Any) -> None:
    """Make the groups and give them the permissions that exist by now.

    Called after each app is migrated, so that the order of migrations is free.
    """
    # Late, because the models of people import this module.
    from django.contrib.auth.models import Group, Permission

    # A partial migrate may run before the tables of groups exist.
    if not _tables_exist(kwargs["using"]):
        return
    existing = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.using(kwargs["using"])
        .filter(content_type__app_label__in=("appointments", "people"))
        .select_related("content_type")
    }
    for role, wanted in ROLES.items():
        group, _made = Group.objects.using(kwargs["using"]).get_or_create(name=role)
        group.permissions.add(*(existing[name] for name in wanted if name in existing))


def _tables_exist(using: str) -> bool:
    from django.db import connections

    tables = set(connections[using].introspection.table_names())
    return {"auth_group", "auth_permission", "django_content_type"} <= tables
