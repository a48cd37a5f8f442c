"""Packages are rebuilt from a store of any kind, from a folder, and those of older versions as far as they tell."""

import shutil
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from archive.services.package_sources import open_source
from archive.services.rebuild import Outcome, Rebuild
from archive.stores.addresses import StoreUnknown
from config.resurrection.answers import answers, last_datestamp
from config.resurrection.comparing import Comparison, compare
from repository.errors import PermanentFailure
from repository.models import Dataset
from tests.archive.rebuild.many import Kind, Publisher, publish_many
from tests.archive.rebuild.places import lose_server
from tests.archive.stores.kinds import Kind as StoreKind

pytestmark = pytest.mark.django_db(transaction=True)


def lost_and_rebuilt(site: Path, source: str) -> Comparison:
    """The site before and after."""
    until = last_datestamp()
    before = list(answers(until=until))
    lose_server(site)
    rebuild = Rebuild(open_source(source))
    assert {result.outcome for result in rebuild.run()} == {Outcome.REBUILT}
    rebuild.finish()
    return compare(before, answers(until=until))


def test_a_repository_comes_back_from_a_store_of_any_kind(site: Path, kind: StoreKind, publisher: Publisher) -> None:
    publish_many(publisher, {Kind.SEVERAL: 1, Kind.WITHDRAWN: 1})
    comparison = lost_and_rebuilt(site, "far")
    assert comparison.is_equal, "\n".join(comparison.lines())
    assert comparison.same["download"] == 4


@pytest.mark.whole_way
def test_a_repository_comes_back_from_its_own_archive_when_only_the_database_is_gone(
    site: Path, publisher: Publisher
) -> None:
    publisher.publish(Kind.LAYERED)
    until = last_datestamp()
    before = list(answers(until=until))
    shutil.copytree(site / "archive", site / "kept")
    lose_server(site)
    (site / "kept").rename(site / "archive")
    results = list(Rebuild(open_source(str(site / "archive"))).run())
    assert [(result.outcome, result.files) for result in results] == [(Outcome.REBUILT, 0)]
    assert compare(before, answers(until=until)).is_equal


def test_packages_of_an_older_version_come_back_as_far_as_they_tell(
    site: Path, publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as older:
        for place in ("snapshots.told_of_version", "publication.told_of_dataset", "publication.told_of_renditions"):
            older.setattr(f"repository.services.{place}", lambda *_args, **_told: {})
        publish_many(publisher, {Kind.RESTRICTED: 1, Kind.EMBARGOED: 1, Kind.CORRECTED_WITHDRAWN: 1})
    comparison = lost_and_rebuilt(site, "second")
    assert comparison.is_equal, "\n".join(comparison.lines())


def test_what_is_neither_folder_nor_store_is_a_wrong_call(site: Path, publisher: Publisher) -> None:
    dataset: Dataset = publisher.publish(Kind.OPEN)
    with pytest.raises(StoreUnknown, match="neither a folder here nor a store"):
        open_source("third")
    with pytest.raises(PermanentFailure, match="is one package"):
        open_source(str(site / "second" / dataset.suffix))
    with pytest.raises(CommandError) as failed:
        call_command("archive_rebuild", "--from", "third")
    assert failed.value.returncode == 2
