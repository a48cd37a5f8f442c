"""A public dataset in the archive and in two stores."""

from pathlib import Path

import pytest

from repository.lifecycle import DatasetState
from repository.models import Dataset
from tests.archive.road import archived_dataset, publish
from tests.driver import run_everything_due


@pytest.fixture
def dataset(archive: Path) -> Dataset:
    """Two files; its events are sealed too."""
    found = archived_dataset()
    publish(found)
    run_everything_due()
    Dataset.objects.filter(pk=found.pk).update(state=DatasetState.PUBLISHED)
    return found
