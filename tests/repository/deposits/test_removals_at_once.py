"""Two people remove the last two datasets of a deposit at the same moment: both go, and the deposit with them."""

import threading
from uuid import UUID

import pytest
from django.db import connections

from repository.errors import WrongState
from repository.models import LifecycleEvent, Person
from repository.queries.deposits import deposits_written_by
from repository.services.deposits import add_dataset, create_deposit, remove_dataset
from tests.factories import make_person

pytestmark = pytest.mark.django_db(transaction=True)


def remove_together(keys: list[UUID], actor: Person) -> list[object]:
    """Remove every dataset behind one barrier, each on a connection of its own; what each removal got."""
    barrier = threading.Barrier(len(keys))
    got: list[object] = []

    def remove_alone(key: UUID) -> None:
        try:
            barrier.wait(timeout=10)
            got.append(remove_dataset(dataset_key=key, actor=actor))
        except WrongState as refused:
            got.append(refused)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=remove_alone, args=(key,)) for key in keys]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return got


@pytest.mark.parametrize("again", range(5))
def test_two_removals_at_once_remove_the_deposit_once(again: int) -> None:
    alice = make_person("alice")
    deposit = create_deposit(actor=alice)
    add_dataset(deposit_id=deposit.pk, actor=alice)
    got = remove_together([dataset.key for dataset in deposit.datasets.all()], alice)
    assert got == [None, None]
    assert not deposit.datasets.filter(is_removed=False).exists()
    assert LifecycleEvent.objects.filter(type="dataset.removed").count() == 2
    assert not deposits_written_by(alice).exists()
