"""A file that takes too long ends the reading of a part: no result lacks a file because a machine was busy."""

from collections.abc import Callable
from datetime import timedelta
from unittest.mock import Mock

import pytest
from django.test import Client
from django.utils import timezone

from repository.models import Dataset, Person, Subset
from repository.subsets.readers import NotRead
from tests.driver import run_everything_due
from tests.repository.public.conftest import Publish
from tests.repository.subsets.test_parts_of_erased_files import FILES, WEST, stored

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_read_here")]
SignIn = Callable[[Person], Client]


@pytest.fixture
def dataset(publish: Publish) -> Dataset:
    """Public: two tables of two rows each."""
    return publish(files=FILES)


def test_a_busy_machine_makes_no_result_that_lacks_a_file(
    dataset: Dataset, alice: Person, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as busy:
        busy.setattr("repository.services.subsets.read_part_apart", Mock(side_effect=NotRead("too-long")))
        subset = stored(dataset, alice, WEST)
        assert (subset.state, subset.refusal) == ("refused", "too-long")
    Subset.objects.update(ordered_at=timezone.now() - timedelta(hours=2))
    again = f"/datasets/{dataset.suffix}/subsets/{subset.identifier}/"
    assert "Run again" in signed_in(alice).get(again).content.decode()
    signed_in(alice).post(f"{again}again/")
    run_everything_due()
    subset.refresh_from_db()
    assert subset.state == "ready"
    known = Client().get(f"{again}data.csv", headers={"If-None-Match": f'"{subset.sha256}"'})
    assert (known.status_code, known.content) == (304, b"")
