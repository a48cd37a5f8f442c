"""A remark written while a decision is being taken waits for it: neither makes the other fail."""

import threading

import pytest
from django.db import connection, connections, transaction

from moderation.models import Review
from moderation.services.comments import write_comment
from repository.errors import WrongState
from repository.models import Person
from repository.services.deposits import lock_dataset
from tests.moderation.conftest import Cast
from tests.moderation.room import under_review
from tests.services.processes import wait_until

pytestmark = pytest.mark.django_db(transaction=True)


def somebody_waits_for_us() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))"
        )
        row = cursor.fetchone()
    return bool(row and row[0])


def test_a_remark_waits_for_a_decision_that_holds_the_dataset(cast: Cast) -> None:
    dataset = under_review(cast.alice)
    got: list[object] = []

    def remark(author: Person) -> None:
        try:
            got.append(write_comment(dataset_key=dataset.key, actor=author, text="Which unit?", path="lineage"))
        except Exception as problem:
            got.append(problem)
        finally:
            connections.close_all()

    writer = threading.Thread(target=remark, args=[cast.alice])
    with transaction.atomic():
        lock_dataset(dataset_key=dataset.key)
        writer.start()
        assert wait_until(somebody_waits_for_us, 60)
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '5s'")
        Review.objects.filter(dataset=dataset).update(closed_at="2026-11-20T12:00:00Z")
    writer.join(timeout=30)
    (refused,) = got
    assert isinstance(refused, WrongState)
    assert refused.code == "review-closed"
