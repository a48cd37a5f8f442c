"""A description has an end: what could make its pages endless is not saved, and what was saved before stays."""

import pytest

from repository.errors import WrongState
from repository.models import Dataset, Person
from repository.services.deposits import DRAFT_MOST_BYTES, write_draft, write_shared

CREATORS = [
    {
        "kind": "person",
        "family": f"Lefèvre-{number}",
        "given": "Anne-Laure",
        "orcid": "0000-0002-1825-0097",
        "affiliations": [{"name": "Observatoire océanologique de Banyuls", "ror": "02en5vm52"}],
    }
    for number in range(2_000)
]


def test_two_thousand_people_are_a_description(dataset: Dataset, alice: Person) -> None:
    saved = write_draft(dataset_key=dataset.key, actor=alice, fields={"creators": CREATORS})
    assert len(saved.draft["creators"]) == 2_000


def test_a_description_without_end_is_not_saved_and_the_one_before_stays(dataset: Dataset, alice: Person) -> None:
    write_draft(dataset_key=dataset.key, actor=alice, fields={"lineage": {"en": "As it was."}})
    endless = {"lineage": {"en": "x" * DRAFT_MOST_BYTES}}
    with pytest.raises(WrongState) as refused:
        write_draft(dataset_key=dataset.key, actor=alice, fields=endless)
    assert refused.value.code == "draft-too-large"
    assert dataset.deposit is not None
    with pytest.raises(WrongState):
        write_shared(deposit_id=dataset.deposit.pk, actor=alice, fields=endless)
    dataset.refresh_from_db()
    assert dataset.draft == {"lineage": {"en": "As it was."}}
