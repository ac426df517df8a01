"""Accounts with a known password, for the sandbox and nowhere else."""

from django.conf import settings
from django.contrib.auth.models import Group

from people import roles
from people.models import User

PASSWORD = "leadway-demo"  # noqa: S105 - opens invented data on this machine only

# Sign-in name, which is the role's name too: first name, last name.
PEOPLE = {
    roles.MANAGER: ("Ana", "Beltrán"),
    roles.STAFF: ("Marta", "Ruiz"),
    roles.VIEWER: ("Carla", "Mena"),
    roles.ADMIN: ("Óscar", "Lledó"),
}


def is_offered() -> bool:
    return bool(settings.SANDBOX and settings.DEMO_ACCOUNTS)


def roles_offered() -> list[tuple[str, str]]:
    """The roles in the order of the buttons, each with its label."""
    return [(role, str(roles.LABELS[role])) for role in PEOPLE]


def person(role: str) -> User | None:
    if role not in PEOPLE:
        return None
    return User.objects.filter(username=role, is_active=True).first()


def close() -> None:
    """Shut the accounts that still have the password that everybody can read."""
    for person in User.objects.filter(username__in=PEOPLE, is_active=True):
        if person.check_password(PASSWORD):
            person.is_active = False
            person.save(update_fields=["is_active"])


def make_people() -> list[User]:
    """Make, or put right, the four demo accounts."""
    return [_make(role, *names) for role, names in PEOPLE.items()]


def _make(role: str, first_name: str, last_name: str) -> User:
    person, made = User.objects.get_or_create(
        username=role, defaults={"first_name": first_name, "last_name": last_name}
    )
    if made or not person.check_password(PASSWORD):
        person.set_password(PASSWORD)
        person.save(update_fields=["password"])
    if not person.is_active:
        # A start with a token shut it; see `close`.
        person.is_active = True
        person.save(update_fields=["is_active"])
    person.groups.set([Group.objects.get(name=role)])
    return person
