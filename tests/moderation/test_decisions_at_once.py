"""Two moderators decide at the same moment: one decision stands, the other is told."""

import threading

import pytest
from django.db import connections

from moderation.models import Decision
from moderation.services.decisions import decide
from repository.errors import WrongState
from repository.lifecycle import DatasetState
from repository.models import Dataset, LifecycleEvent, Person
from tests.moderation.conftest import Cast
from tests.moderation.room import under_review

pytestmark = pytest.mark.django_db(transaction=True)


def decide_together(dataset: Dataset, people: dict[Person, DatasetState]) -> list[object]:
    """Everyone decides behind one barrier, each on a connection of their own; what each got."""
    barrier = threading.Barrier(len(people))
    got: list[object] = []
    assert dataset.submitted_version is not None
    sha256 = dataset.submitted_version.sha256

    def decide_alone(person: Person, outcome: DatasetState) -> None:
        try:
            barrier.wait(timeout=10)
            got.append(decide(dataset_key=dataset.key, actor=person, outcome=outcome, sha256=sha256, reason="Because."))
        except WrongState as refused:
            got.append(refused)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=decide_alone, args=item) for item in people.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return got


@pytest.mark.parametrize("again", range(5))
def test_of_two_decisions_at_once_one_wins_and_the_other_is_told(cast: Cast, again: int) -> None:
    dataset = under_review(cast.alice)
    got = decide_together(dataset, {cast.bob: DatasetState.ACCEPTED, cast.bella: DatasetState.CHANGES_REQUESTED})
    (kept,) = [item for item in got if isinstance(item, Decision)]
    (refused,) = [item for item in got if isinstance(item, WrongState)]
    dataset.refresh_from_db()
    assert dataset.state == kept.outcome
    assert Decision.objects.get() == kept
    assert refused.code == "already-decided"
    assert refused.sentence.startswith(kept.actor.name)
    events = LifecycleEvent.objects.filter(type__in=["dataset.accepted", "dataset.changes_requested"])
    assert events.count() == 1
