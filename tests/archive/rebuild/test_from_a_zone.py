"""A replica in a zone is as good as one in a folder: the repository comes back from it alone."""

from pathlib import Path

import pytest
from pytest_django import Settings

from tests.archive.rebuild.many import Publisher
from tests.archive.rebuild.places import comes_back_from
from tests.archive.stores.zone_kind import ZoneKind
from tests.services.irods_zone import running_zone

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]  # in the suite: test_sources.py


def test_the_repository_comes_back_from_a_zone_alone(
    site: Path, publisher: Publisher, settings: Settings, tmp_path: Path
) -> None:
    with running_zone(tmp_path / "zone") as zone:
        ZoneKind(zone, settings)
        comes_back_from("far", site=site, publisher=publisher)
