"""What a browser of ours posts when something goes wrong."""

from django.contrib.auth.models import Group
from django.test import Client

from people.models import User

HTMX = {"HX-Request": "true"}
OURS = {"Origin": "http://testserver"}
TYPED = {
    "title": "Revisión <anual>",
    "form_key": "k-1",
    "csrfmiddlewaretoken": "x",
    "password": "secret",
}


def as_staff(client: Client) -> Client:
    """Sign ana in, and show her errors as they are shown in earnest."""
    person = User.objects.create_user("ana")
    person.groups.add(Group.objects.get(name="staff"))
    client.force_login(person)
    client.raise_request_exception = False
    return client
