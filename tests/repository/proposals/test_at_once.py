"""Somebody types while the files’ value is used: what was typed is there in the end, whoever came first."""

import threading
from collections.abc import Callable
from functools import partial

import pytest
from django.db import connections

from repository.errors import StaleRecord
from repository.models import Dataset, Person, ProposalAnswer
from repository.services.deposits import write_draft
from repository.services.proposals import undo_answer, use_proposal
from tests.repository.proposals.readings import answer_to, told

pytestmark = pytest.mark.django_db(transaction=True)

SAID, TYPED = {"en": "CTD casts"}, {"en": "CTD casts of the autumn cruise"}


def together(*acts: Callable[[], object]) -> list[object]:
    """Do everything behind one barrier, each on a connection of its own; what was refused."""
    barrier = threading.Barrier(len(acts))
    refused: list[object] = []

    def alone(act: Callable[[], object]) -> None:
        try:
            barrier.wait(timeout=10)
            act()
        except StaleRecord as problem:
            refused.append(problem)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=alone, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return refused


def typing(dataset: Dataset, person: Person) -> Callable[[], object]:
    return partial(write_draft, dataset_key=dataset.key, actor=person, fields={"title": TYPED})


@pytest.mark.parametrize("again", range(5))
def test_a_title_typed_while_the_file_s_is_used_stays(again: int, dataset: Dataset, alice: Person) -> None:
    told(dataset, alice, "casts.nc", title=SAID)
    using = partial(use_proposal, dataset_key=dataset.key, actor=alice, answer=answer_to(dataset, "title"))
    together(typing(dataset, alice), using)
    dataset.refresh_from_db()
    assert dataset.draft["title"] == TYPED


@pytest.mark.parametrize("again", range(5))
def test_a_title_typed_while_the_use_is_undone_stays(again: int, dataset: Dataset, alice: Person) -> None:
    told(dataset, alice, "casts.nc", title=SAID)
    use_proposal(dataset_key=dataset.key, actor=alice, answer=answer_to(dataset, "title"))
    undoing = partial(undo_answer, dataset_key=dataset.key, actor=alice, field="title")
    together(typing(dataset, alice), undoing)
    dataset.refresh_from_db()
    assert dataset.draft["title"] == TYPED


def test_two_people_who_press_use_at_once_use_it_once(dataset: Dataset, alice: Person) -> None:
    told(dataset, alice, "casts.nc", title=SAID)
    using = partial(use_proposal, dataset_key=dataset.key, actor=alice, answer=answer_to(dataset, "title"))
    assert len(together(using, using)) == 1
    dataset.refresh_from_db()
    assert dataset.draft["title"] == SAID
    assert ProposalAnswer.objects.get().before is None
