"""Writers that wait for each other."""

import time

import pytest
from django.db import transaction

from people.models import User
from people.patience import in_turn, patience
from tests.at_once import at_once


@pytest.mark.django_db(transaction=True)
def test_the_threads_of_a_process_write_one_after_the_other(ana: User) -> None:
    """Together they take longer than any of them would wait for another process."""

    def write() -> None:
        with in_turn(), patience(0.2), transaction.atomic():
            User.objects.filter(pk=ana.pk).update(first_name="Ana")
            time.sleep(0.1)

    at_once(*[write] * 8)
