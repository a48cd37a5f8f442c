"""The metrics of F-UJI, asked of our own pages by an assessor that knows only the Web.

What needs a registered DOI (the second half of FsF-F1-02MD) cannot be had here: the suite's DOIs are of a test prefix.
"""

from typing import Any

import pytest
from django.test import Client

from repository.fair.metrics import METRICS
from repository.models import Dataset, Person
from repository.queries.landing import public_landing
from tests.repository.public.assessor import Harvest, assess
from tests.repository.public.conftest import Publish
from tests.repository.public.stories import withdrawn

NEEDS_A_REGISTERED_DOI = {"FsF-F1-02MD": 0.5}
POINTS = {metric.identifier: metric.points for metric in METRICS if metric.points}
RICH: dict[str, Any] = {
    "keywords": [
        {
            "term": {"en": "dissolved oxygen"},
            "scheme": "SeaDataNet P02",
            "uri": "http://vocab.nerc.ac.uk/collection/P02/current/DOXY/",
        }
    ],
    "related": [{"identifier": "10.5194/essd-1-1-2026", "identifier_type": "DOI", "relation": "IsSupplementTo"}],
}


@pytest.fixture
def rich(publish: Publish) -> Dataset:
    """A dataset with everything that the metrics ask of an author."""
    return publish(**RICH)


def harvest(reader: Client, dataset: Dataset) -> Harvest:
    return Harvest(reader, f"/datasets/{dataset.suffix}/")


def test_every_metric_is_green_but_for_the_registered_doi(rich: Dataset, reader: Client) -> None:
    scored = assess(harvest(reader, rich))
    assert scored == {**{name: float(points) for name, points in POINTS.items()}, **NEEDS_A_REGISTERED_DOI}


def test_the_page_says_of_itself_what_the_assessor_finds(rich: Dataset, publish: Publish, reader: Client) -> None:
    poor = publish(related=[], keywords=[{"term": {"en": "ice"}}])
    for dataset in (rich, poor):
        found = assess(harvest(reader, dataset))
        fair = public_landing(dataset).fair
        assert fair is not None
        said = {line.identifier: float(line.earned) for line in fair.lines if line.possible}
        assert {name: (said[name], found[name]) for name in POINTS if said[name] > found[name]} == {}


def test_files_that_are_not_open_cost_what_the_page_says(publish: Publish, reader: Client) -> None:
    dataset = publish(access="restricted", **RICH)
    found, fair = harvest(reader, dataset), public_landing(dataset).fair
    assert fair is not None
    assert float(fair.earned) < 26 - 0.5
    assert found.answer.status_code == 200
    assert "info:eu-repo/semantics/restrictedAccess" in found.text


def test_a_withdrawn_dataset_keeps_its_description(rich: Dataset, mona: Person, reader: Client) -> None:
    address = f"/datasets/{withdrawn(rich, mona).suffix}/"
    assert reader.get(address).status_code in (200, 410)
    assert b"10.5072/" in reader.get(address).content
