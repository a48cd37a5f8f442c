"""Two people remove the last two datasets of a deposit at the same moment: one stays."""

import threading
from uuid import UUID

import pytest
from django.db import connections

from repository.errors import WrongState
from repository.models import Person
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
def test_of_two_removals_at_once_one_is_refused_and_a_dataset_stays(again: int) -> None:
    alice = make_person("alice")
    deposit = create_deposit(actor=alice)
    add_dataset(deposit_id=deposit.pk, actor=alice)
    got = remove_together([dataset.key for dataset in deposit.datasets.all()], alice)
    assert len(got) == 2
    (refused,) = [item for item in got if isinstance(item, WrongState)]
    assert refused.sentence == "A deposit holds at least one dataset."
    assert deposit.datasets.filter(is_removed=False).count() == 1
