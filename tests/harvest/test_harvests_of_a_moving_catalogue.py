"""Two harvesters nobody here wrote take lists, whole and then by date, while 1,000 records are published or withdrawn
by the real services. What they hold in the end is compared with the repository, record by record and byte by byte.
"""

import threading
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import suppress
from itertools import zip_longest
from time import sleep
from typing import Any, NamedTuple

import pytest
from lxml import etree
from oaipmh_scythe import Scythe
from oaipmh_scythe.exceptions import NoRecordsMatch as ScytheNoRecordsMatch
from pytest_django import Settings
from sickle import Sickle
from sickle.oaiexceptions import NoRecordsMatch

from config.pipeline import PIPELINE
from harvest.models import SetMember
from repository.crosswalks.formats import FORMATS
from repository.lifecycle import Standing
from repository.models import Dataset, Person, Rendition
from repository.services import publication
from repository.services.deliveries import claim_delivery
from repository.services.publication import publish
from repository.services.synthetic import make_synthetic_datasets
from repository.services.withdrawals import withdraw_dataset
from tests.factories import make_operator
from tests.harvest.publishing import registered

HALF = 500
NOBODY_ELSE_IS_TOLD = {event: PIPELINE[event] if event == "doi.registered" else () for event in PIPELINE}
_NS = {"o": "http://www.openarchives.org/OAI/2.0/"}


class Held(NamedTuple):
    """What a harvester holds of an item: its second, and the canonical bytes of its metadata, none of a deleted one."""

    datestamp: str
    metadata: bytes | None


class Harvest(threading.Thread, ABC):
    """A whole list, then lists of what is new since the list before, until ``over`` is set; then the last one."""

    def __init__(self, endpoint: str, prefix: str, over: threading.Event) -> None:
        super().__init__()
        self.endpoint, self.prefix, self.over = endpoint, prefix, over
        self.held: dict[str, Held] = {}
        self.lists: list[list[tuple[str, str]]] = []
        self.problem: BaseException | None = None

    def run(self) -> None:
        """Keep what went wrong for the test."""
        try:
            since = self.take(None)
            while not self.over.wait(1):
                since = self.take(since)
            sleep(1.1)
            self.take(since)
        except BaseException as problem:
            self.problem = problem
            raise

    def take(self, since: str | None) -> str:
        """One list; the moment from which the next one has to ask."""
        now = str(Sickle(self.endpoint).Identify().xml.getparent().findtext("o:responseDate", namespaces=_NS))
        listed: list[tuple[str, str]] = []
        for record in self.records({"from": since} if since else {}):
            identifier, datestamp = (
                record.findtext(f"o:header/o:{name}", namespaces=_NS) for name in ("identifier", "datestamp")
            )
            metadata = record.find("o:metadata", _NS)
            assert (metadata is None) == (record.find("o:header", _NS).get("status") == "deleted")
            body = None if metadata is None else canonical(metadata[0])
            self.held[identifier] = Held(datestamp, body)
            listed.append((identifier, datestamp))
        self.lists.append(listed)
        return now

    @abstractmethod
    def records(self, period: dict[str, str]) -> Iterator[Any]:
        """The record elements of a list."""


class BySickle(Harvest):
    """As most harvesters in Python do."""

    def records(self, period: dict[str, str]) -> Iterator[Any]:
        """Nothing new is no error."""
        with suppress(NoRecordsMatch):
            for record in Sickle(self.endpoint).ListRecords(metadataPrefix=self.prefix, **period):
                yield record.xml


class ByScythe(Harvest):
    """As its successor does."""

    def records(self, period: dict[str, str]) -> Iterator[Any]:
        """Nothing new is no error."""
        with suppress(ScytheNoRecordsMatch), Scythe(self.endpoint) as scythe:
            for record in scythe.list_records(metadata_prefix=self.prefix, from_=period.get("from")):
                yield record.xml


def canonical(element: etree._Element) -> bytes:
    return etree.tostring(element, method="c14n", exclusive=True)


def change_all(deliveries: list[int], old: list[Dataset], operator: Person) -> None:
    """Publish as many as are withdrawn, in turns: of the withdrawn, half were there before and half are new."""
    for number, (delivery, dataset) in enumerate(zip_longest(deliveries, old)):
        if delivery is not None:
            claim = claim_delivery(delivery_id=delivery)
            assert claim is not None
            publish(claim=claim)
            if number % 2:
                new = claim.event.dataset
                assert new is not None
                withdraw_dataset(dataset_key=new.key, actor=operator, reason="A wrong sensor.")
        if number % 2 == 0:
            withdraw_dataset(dataset_key=dataset.key, actor=operator, reason="A wrong sensor.")


def stored(rendition: str) -> dict[str, Held]:
    """What the repository says of itself."""
    bodies = dict(Rendition.objects.filter(format=rendition).values_list("dataset_id", "body"))
    return {
        f"oai:varve.localhost:{dataset.suffix}": Held(
            f"{dataset.datestamp:%Y-%m-%dT%H:%M:%SZ}",
            None if dataset.standing == Standing.WITHDRAWN else canonical(etree.fromstring(bytes(bodies[dataset.pk]))),
        )
        for dataset in Dataset.objects.filter(datestamp__isnull=False)
    }


def members() -> set[tuple[str, Any, int]]:
    """Who is in which set, and in all above it, by what stands in each dataset."""
    return {
        (":".join(names[:length]), dataset.datestamp, dataset.pk)
        for dataset in Dataset.objects.filter(datestamp__isnull=False)
        for names in (spec.split(":") for spec in dataset.oai_sets)
        for length in range(1, len(names) + 1)
    }


@pytest.mark.django_db(transaction=True)
def test_harvesters_hold_exactly_what_there_is_after_1000_publications_and_withdrawals(
    live_server: Any, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.PIPELINE = f"{__name__}.NOBODY_ELSE_IS_TOLD"
    settings.OAI_PAGE_SIZE = 20
    # a repository of two formats: rendering all of them takes longer than everything that is tried here
    monkeypatch.setattr(publication, "FORMATS", {name: FORMATS[name] for name in ("oai_dc", "datacite")})
    make_synthetic_datasets(size=HALF, seed=2)
    old = list(Dataset.objects.order_by("id"))
    before = set(stored("oai_dc"))
    deliveries, operator, over = registered(HALF), make_operator(), threading.Event()
    harvests = [
        BySickle(f"{live_server.url}/oai", "oai_dc", over),
        ByScythe(f"{live_server.url}/oai", "datacite", over),
    ]
    for harvest in harvests:
        harvest.start()
    change_all(deliveries, old, operator)
    over.set()
    for harvest in harvests:
        harvest.join()
    assert [harvest.problem for harvest in harvests] == [None, None]
    assert len(before) == HALF
    assert Dataset.objects.filter(standing=Standing.WITHDRAWN).count() == HALF
    assert set(SetMember.objects.values_list("spec", "datestamp", "item")) == members()
    for harvest in harvests:
        assert harvest.held == stored(harvest.prefix)
        whole, *later = harvest.lists
        assert before <= {identifier for identifier, _ in whole}
        assert sum(map(len, later)) > 0
        for listed in harvest.lists:
            assert len(set(listed[:-1])) == len(listed[:-1])
            assert [datestamp for _, datestamp in listed] == sorted(datestamp for _, datestamp in listed)
