"""An empty database becomes the repository again from one replica: every public answer is the same, byte for byte."""

import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

from archive.services.package_sources import open_source
from archive.services.rebuild import Outcome, Rebuild
from config.resurrection.answers import answers, last_datestamp
from config.resurrection.comparing import compare
from tests.archive.rebuild.many import Kind, Publisher, end_todays_embargoes, publish_many
from tests.archive.rebuild.places import lose_server

THREE_HUNDRED = dict.fromkeys(Kind, 5) | {
    Kind.OPEN: 150,
    Kind.EMBARGOED: 40,
    Kind.WITHDRAWN: 30,
    Kind.SEVERAL: 20,
    Kind.RESTRICTED: 20,
    Kind.CORRECTED: 15,
    Kind.LAYERED: 10,
}

pytestmark = pytest.mark.django_db(transaction=True)


def test_every_kind_of_dataset_comes_back_from_one_replica(
    site: Path, publisher: Publisher, request: pytest.FixtureRequest
) -> None:
    made = publish_many(publisher, dict.fromkeys(Kind, 1))
    request.getfixturevalue("tomorrow")
    end_todays_embargoes()
    same = lost_and_rebuilt(site, datasets=len(made), every=1)
    assert same["landing page"] == 2 * 8
    assert same["tombstone"] == 2 * 2


def test_after_it_the_site_notes_what_nobody_found_again(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    list(answers(until=last_datestamp()))
    client.get("/nowhere/")
    assert "Not Found: /nowhere/" in caplog.messages


def test_a_connection_that_reached_its_age_meanwhile_serves_to_the_end(publisher: Publisher) -> None:
    publisher.publish(Kind.OPEN)
    connection.ensure_connection()
    connection.close_at = time.monotonic()
    assert any(answer.kind == "landing page" for answer in answers(until=last_datestamp()))


@pytest.mark.drill
@pytest.mark.timeout(1800)
def test_three_hundred_datasets_come_back_from_one_replica(site: Path, publisher: Publisher) -> None:
    made = publish_many(publisher, THREE_HUNDRED)
    assert len(made) == 300
    same = lost_and_rebuilt(site, datasets=len(made), every=10)
    assert same["landing page"] + same["tombstone"] >= 300


def lost_and_rebuilt(site: Path, *, datasets: int, every: int) -> Mapping[str, int]:
    """How many answers of each kind are the same; the test fails where one is not."""
    until = last_datestamp()
    before = list(answers(until=until, every=every))
    lose_server(site)
    rebuild = Rebuild(open_source("second"))
    results = list(rebuild.run())
    rebuild.finish()
    assert [result for result in results if result.outcome is not Outcome.REBUILT or result.is_renewed] == []
    assert len(results) == datasets
    comparison = compare(before, answers(until=until, every=every))
    assert comparison.is_equal, "\n".join(comparison.lines())
    return comparison.same
