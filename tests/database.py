"""The address of the tests' own database, for processes that a test starts."""

from urllib.parse import quote

from django.db import connection


def address_of_database(name: str = "") -> str:
    """Return it, or that of another database beside it, as DATABASE_URL has it."""
    of = connection.settings_dict
    name = name or str(of["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    who = f"{quote(of['USER'], safe='')}:{quote(of['PASSWORD'], safe='')}"
    return f"postgres://{who}@{of['HOST']}:{of['PORT']}/{name}"
