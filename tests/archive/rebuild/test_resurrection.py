"""An empty database becomes the repository again from one replica: every public answer is the same, byte for byte."""

from pathlib import Path

import pytest

from archive.services.package_sources import open_source
from archive.services.rebuild import Outcome, Rebuild
from config.resurrection.answers import answers, last_datestamp
from config.resurrection.comparing import compare
from tests.archive.rebuild.many import Kind, Publisher, end_todays_embargoes, publish_many
from tests.archive.rebuild.places import lose_server

pytestmark = pytest.mark.django_db(transaction=True)


def test_every_kind_of_dataset_comes_back_from_one_replica(
    site: Path, publisher: Publisher, request: pytest.FixtureRequest
) -> None:
    made = publish_many(publisher, dict.fromkeys(Kind, 1))
    request.getfixturevalue("tomorrow")
    end_todays_embargoes()
    until = last_datestamp()
    before = list(answers(until=until))
    lose_server(site)
    rebuild = Rebuild(open_source("second"))
    results = list(rebuild.run())
    rebuild.finish()
    assert [result for result in results if result.outcome is not Outcome.REBUILT or result.is_renewed] == []
    assert len(results) == len(made)
    comparison = compare(before, answers(until=until))
    assert comparison.is_equal, "\n".join(comparison.lines())
    assert comparison.same["landing page"] == 2 * 8
    assert comparison.same["tombstone"] == 2 * 2


@pytest.mark.drill
def test_three_hundred_datasets_come_back(site: Path, publisher: Publisher) -> None:
    import time

    t = time.time()
    publish_many(publisher, dict.fromkeys(Kind, 30))
    print("PUBLISH", time.time() - t)
    t = time.time()
    until = last_datestamp()
    before = list(answers(until=until, every=10))
    print("ANSWERS", time.time() - t)
    t = time.time()
    lose_server(site)
    rebuild = Rebuild(open_source("second"))
    results = list(rebuild.run())
    rebuild.finish()
    print("REBUILD", time.time() - t)
    t = time.time()
    comparison = compare(before, answers(until=until, every=10))
    print("ANSWERS", time.time() - t)
    assert comparison.is_equal, "\n".join(comparison.lines())
    assert 0
