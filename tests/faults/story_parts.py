"""What a reader with an account does in the drill: a part of a layer is stored to be cited."""

from typing import Final

from repository.lifecycle import Standing
from repository.models import Dataset
from repository.queries.layers import published_snapshots
from repository.services.subsets import store_subset
from repository.subsets.question import SubsetQuestion
from tests.faults.cast import who as _who


def cite_a_part() -> None:
    """Only the oxygen of the newest layer."""
    dataset = Dataset.objects.select_related("current_version").get(standing=Standing.PUBLIC)
    layer = published_snapshots(dataset).values_list("number", flat=True)[0]
    store_subset(dataset=dataset, question=SubsetQuestion(layer, variables=("oxygen",)), actor=_who("alice"))


PARTS: Final = (cite_a_part,)
"""In the order of the story."""
