"""A folder, a bucket and a zone let go of a file by an order of law: what lay aside goes too, all else stays."""

from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from archive.models import FileCopy
from archive.services.fixity import audit_archive
from repository.lifecycle import DatasetState
from repository.models import Dataset, ErasureState
from repository.queries.erasures import place_lines
from tests.archive.copies import copy_in
from tests.archive.erasure.orders import holding, ordered
from tests.archive.road import FILES, archived_dataset, held
from tests.archive.stores.kinds import Kind, Trouble
from tests.driver import run_everything_due

pytestmark = pytest.mark.django_db(transaction=True)

ERASED = FILES["oxygen.csv"]


@pytest.fixture
def dataset(archive: Path, kind: Kind, settings: Settings) -> Dataset:
    """A dataset in the archive, in the store ``far`` and in a folder."""
    settings.ARCHIVE_REPLICAS = {**settings.ARCHIVE_REPLICAS, "near": (archive / "near").as_uri()}
    settings.ARCHIVE_REPLICAS = {name: settings.ARCHIVE_REPLICAS[name] for name in ("far", "near")}
    found = archived_dataset()
    Dataset.objects.filter(pk=found.pk).update(state=DatasetState.PUBLISHED)
    found.refresh_from_db()
    return found


def test_a_file_goes_from_each_kind_of_store_and_the_others_stay(dataset: Dataset, kind: Kind, archive: Path) -> None:
    kept = {place: kind.read(place) for place in kind.places() if ".csv-" not in place and not place.endswith(".lock")}
    store = kind.open()
    copy = copy_in("far", dataset)
    store.set_aside(dataset.suffix, copy.name)
    store.put_file(dataset.suffix, copy.name, archive / "archive" / dataset.suffix / copy.name, sha256=copy.sha256)
    erasure = ordered(dataset)
    run_everything_due()
    erasure.refresh_from_db()
    assert (erasure.state, held()) == (ErasureState.DONE, [])
    assert [place for place in kind.places() if ERASED in (kind.read(place) or b"")] == []
    assert holding(archive, ERASED) == []
    assert {place: kind.read(place) for place in kept} == kept
    assert audit_archive().findings == ()
    assert erasure.places.get(name="far").found == 2


def test_a_store_in_trouble_is_waited_for(dataset: Dataset, kind: Kind) -> None:
    if Trouble.AWAY not in kind.troubles:
        pytest.skip("it cannot be away")
    erasure = ordered(dataset)
    with kind.trouble(Trouble.AWAY):
        run_everything_due()
        (line,) = [line for line in place_lines(erasure) if line.place.name == "far"]
        assert line.waiting
        assert not line.held
        assert line.place.done_at is None
    run_everything_due(ahead=timedelta(hours=2))
    erasure.refresh_from_db()
    assert (erasure.state, held()) == (ErasureState.DONE, [])
    assert [place for place in kind.places() if ERASED in (kind.read(place) or b"")] == []
    assert set(FileCopy.objects.filter(state="erased").values_list("place", flat=True)) == {"archive", "far", "near"}
