"""A replica in a zone is as good as one in a folder: the repository comes back from it alone."""

from pathlib import Path

import pytest
from pytest_django import Settings

from archive.services.package_sources import open_source
from archive.services.rebuild import Outcome, Rebuild
from config.resurrection.answers import answers, last_datestamp
from config.resurrection.comparing import compare
from tests.archive.rebuild.many import Kind, Publisher, publish_many
from tests.archive.rebuild.places import lose_server
from tests.archive.stores.zone_kind import ZoneKind
from tests.services.irods_zone import running_zone

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_repository_comes_back_from_a_zone_alone(
    site: Path, publisher: Publisher, settings: Settings, tmp_path: Path
) -> None:
    with running_zone(tmp_path / "zone") as zone:
        ZoneKind(zone, settings)
        made = publish_many(publisher, dict.fromkeys((Kind.LAYERED, Kind.EMBARGOED, Kind.CORRECTED_WITHDRAWN), 1))
        until = last_datestamp()
        before = list(answers(until=until))
        lose_server(site)
        rebuild = Rebuild(open_source("far"))
        results = list(rebuild.run())
        rebuild.finish()
        assert [result for result in results if result.outcome is not Outcome.REBUILT] == []
        assert len(results) == len(made)
        comparison = compare(before, answers(until=until))
        assert comparison.is_equal, "\n".join(comparison.lines())
