"""A harvest while datasets are published, changed and withdrawn loses none that were there before."""

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from lxml import etree
from pytest_django import Settings

from repository.lifecycle import Standing
from repository.models import Dataset
from repository.services.datestamps import next_datestamp
from tests.harvest.conftest import Harvester
from tests.harvest.items import LONG_AGO, identifiers, many, published
from tests.harvest.reading import OAI, error_of, identifiers_in, token_in


@pytest.fixture(autouse=True)
def pages_of_three(settings: Settings) -> None:
    settings.OAI_PAGE_SIZE = 3


def first_page(ask: Harvester, **arguments: str) -> etree._Element:
    return ask(verb="ListRecords", metadataPrefix="oai_dc", **arguments)


def rest(ask: Harvester, answer: etree._Element) -> list[str]:
    """Identifiers of all the pages after ``answer``."""
    found: list[str] = []
    while (token := token_in(answer)) is not None and token.text:
        answer = ask(verb="ListRecords", resumptionToken=token.text)
        found += identifiers_in(answer)
    return found


def touch(dataset: Dataset, moment: datetime) -> None:
    Dataset.objects.filter(pk=dataset.pk).update(datestamp=moment)


@pytest.mark.django_db
def test_items_that_change_during_a_harvest_come_again_at_its_end(ask: Harvester) -> None:
    datasets = many(8)
    answer = first_page(ask)
    just_now = datetime.now(UTC).replace(microsecond=0) - timedelta(seconds=1)
    touch(datasets[0], just_now)
    touch(datasets[5], just_now)
    withdrawn = datasets[6]
    Dataset.objects.filter(pk=withdrawn.pk).update(standing=Standing.WITHDRAWN, datestamp=just_now)
    published("9999", just_now)
    seen = identifiers_in(answer) + rest(ask, answer)
    assert set(identifiers(datasets)) <= set(seen)
    assert seen[-4:] == [*identifiers([datasets[0], datasets[5], withdrawn]), "oai:varve.localhost:9999"]


@pytest.mark.django_db
def test_an_item_of_the_running_second_waits_for_the_next_harvest(ask: Harvester) -> None:
    old = published("1001")
    new = published("1002", datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=1))
    answer = first_page(ask)
    assert identifiers_in(answer) == identifiers([old])
    touch(new, datetime.now(UTC).replace(microsecond=0))
    while datetime.now(UTC).replace(microsecond=0) <= Dataset.objects.get(pk=new.pk).datestamp:  # type: ignore[operator]
        time.sleep(0.05)
    since = str(answer.findtext("o:responseDate", namespaces=OAI))
    assert identifiers_in(first_page(ask, from_=since)) == identifiers([new])


@pytest.mark.django_db
def test_an_until_in_the_future_does_not_reach_into_the_running_second(ask: Harvester) -> None:
    published("1001")
    published("1002", datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=60))
    assert identifiers_in(first_page(ask, until="2999-01-01")) == ["oai:varve.localhost:1001"]


@pytest.mark.django_db
def test_a_harvester_whose_rest_of_the_list_has_moved_away_gets_the_last_item_again(ask: Harvester) -> None:
    datasets = many(4)
    answer = first_page(ask, until="2026-03-06")
    touch(datasets[3], datetime.now(UTC) + timedelta(days=400))
    assert rest(ask, answer) == identifiers([datasets[2]])


@pytest.mark.django_db
def test_a_list_that_has_become_empty_matches_no_records(ask: Harvester) -> None:
    many(4)
    token = token_in(first_page(ask))
    Dataset.objects.update(datestamp=datetime.now(UTC) + timedelta(days=1))
    assert token is not None
    assert error_of(ask(verb="ListRecords", resumptionToken=str(token.text))) == "noRecordsMatch"


@pytest.mark.django_db
def test_a_given_until_holds_for_the_whole_list(ask: Harvester) -> None:
    datasets = many(5)
    answer = first_page(ask, until="2026-03-06")
    published("1500", LONG_AGO + timedelta(days=3))
    assert identifiers_in(answer) + rest(ask, answer) == identifiers(datasets)


def in_a_thread(work: Callable[[], None]) -> threading.Thread:
    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


@pytest.mark.django_db(transaction=True)
def test_a_slow_publication_of_the_past_second_is_waited_for(ask: Harvester) -> None:
    published("1001")
    holds = threading.Event()

    def publish_slowly() -> None:
        with transaction.atomic():
            moment = next_datestamp()
            holds.set()
            time.sleep(1.5)
            published("1002", moment)

    thread = in_a_thread(publish_slowly)
    assert holds.wait(60)
    time.sleep(1.1)
    seen = identifiers_in(first_page(ask))
    thread.join()
    assert seen == ["oai:varve.localhost:1001", "oai:varve.localhost:1002"]


@pytest.mark.django_db(transaction=True)
def test_a_publication_that_does_not_end_makes_the_harvester_try_later(client: Client) -> None:
    published("1001")
    holds, over = threading.Event(), threading.Event()

    def publish_for_ever() -> None:
        with transaction.atomic():
            next_datestamp()
            holds.set()
            over.wait(30)

    thread = in_a_thread(publish_for_ever)
    assert holds.wait(60)
    response = client.get("/oai", {"verb": "ListRecords", "metadataPrefix": "oai_dc"})
    over.set()
    thread.join()
    assert (response.status_code, response["Retry-After"]) == (503, "10")
    assert response["Content-Type"] == "text/plain"
    assert response.content == b"The repository cannot answer at this moment. Come back in 10 s.\n"
