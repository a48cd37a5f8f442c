"""Two operators who end each other's role at one moment: one of them is left."""

import threading

import pytest
from django.db import connection

from repository.errors import RepositoryError
from repository.models import Grant, Role
from repository.queries.grants import lasting_operators
from repository.services.grants import end_grant
from tests.factories import make_operator


@pytest.mark.django_db(transaction=True)
def test_one_operator_is_left(broker: str) -> None:
    oscar, olga = make_operator("oscar"), make_operator("olga")
    grants = {grant.person_id: grant.pk for grant in Grant.objects.filter(role=Role.OPERATOR)}
    start = threading.Barrier(2)
    refused: list[str] = []

    def end(actor: object, grant_id: int) -> None:
        start.wait()
        try:
            end_grant(actor=actor, grant_id=grant_id)  # type: ignore[arg-type]
        except RepositoryError as problem:
            refused.append(problem.code)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=end, args=(oscar, grants[olga.pk])),
        threading.Thread(target=end, args=(olga, grants[oscar.pk])),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert lasting_operators().count() == 1
    assert len(refused) == 1
