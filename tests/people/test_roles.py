"""Roles are groups, permissions follow from them, and one query loads it all."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from people import roles
from people.backends import RolesBackend
from people.models import User

PERMISSIONS = {roles.VIEW, roles.EDIT, roles.OVERRIDE}
PERMISSIONS |= {roles.EXPORT, roles.SHARE}
PERMISSIONS |= {roles.MANAGE_PEOPLE, roles.MANAGE_CONNECTION}


@pytest.mark.parametrize("role", roles.ROLES)
def test_a_role_allows_what_the_table_says_and_nothing_else(person, role):
    somebody = RolesBackend().get_user(person(role=role).pk)
    allowed = {name for name in PERMISSIONS if somebody.has_perm(name)}
    assert allowed == set(roles.ROLES[role])


def test_each_role_holds_all_of_the_one_before():
    ladder = [set(permissions) for permissions in roles.ROLES.values()]
    assert all(low < high for low, high in zip(ladder, ladder[1:], strict=False))


def test_somebody_without_a_role_may_nothing(person):
    nobody = RolesBackend().get_user(person(role="").pk)
    assert nobody.get_all_permissions() == set()
    assert nobody.role == ""


def test_the_highest_of_several_roles_counts(person):
    somebody = person(role="viewer")
    somebody.groups.add(Group.objects.get(name="manager"))
    assert RolesBackend().get_user(somebody.pk).role == "manager"


def test_a_person_comes_with_roles_and_permissions_in_one_query(person):
    pk = person(role="admin").pk
    with CaptureQueriesContext(
        connection,
    ) as queries:
        somebody = RolesBackend().get_user(pk)
        assert somebody.role == "admin"
        assert somebody.has_perm(roles.MANAGE_PEOPLE)
        assert not somebody.has_perm("people.delete_user")
    assert len(queries) == 1
    # Whoever counts writes by the first word of a statement counts none of it.
    assert queries[0]["sql"].startswith("SELECT")


def test_losing_a_role_shows_on_the_next_request(person, client):
    somebody = person(role="manager")
    client.force_login(somebody, backend="people.backends.RolesBackend")
    somebody.groups.clear()
    seen = client.get("/sign-in/").wsgi_request.user
    assert not seen.has_perm(roles.VIEW)


def test_a_deactivated_person_is_signed_out_at_once(person, client):
    somebody = person()
    client.force_login(somebody, backend="people.backends.RolesBackend")
    User.objects.update(is_active=False)
    assert not client.get("/sign-in/").wsgi_request.user.is_authenticated


def test_a_permission_given_to_one_person_directly_does_not_count(person):
    somebody = person(role="viewer")
    somebody.user_permissions.add(Permission.objects.get(codename="manage_people"))
    assert not RolesBackend().get_user(somebody.pk).has_perm(roles.MANAGE_PEOPLE)


@pytest.mark.django_db
def test_a_group_that_lost_a_permission_gets_it_back():
    Group.objects.get(name="admin").permissions.clear()
    roles.make_roles(using="default")
    held = Group.objects.get(name="admin").permissions
    assert held.filter(codename="manage_people").exists()


def test_a_name_is_the_full_one_or_else_the_sign_in_name(person):
    assert person("ana", first_name="Ana", last_name="Beltrán").name == "Ana Beltrán"
    assert person("carlos").name == "carlos"


@pytest.mark.parametrize(
    ("name", "initials"),
    [("Ana Beltrán", "AB"), ("Óscar", "Ó"), ("Ana María de la O", "AO")],
)
def test_initials_are_of_the_first_and_the_last_word(name, initials):
    assert User(username="x", first_name=name).initials == initials
