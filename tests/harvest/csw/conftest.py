"""A catalogue with a dozen records, and clients that check every answer against the official schemas."""

from collections.abc import Callable
from typing import TypeAlias

import pytest
from django.test import Client
from lxml import etree

from repository.models import CatalogueEntry
from repository.services.synthetic import make_synthetic_datasets
from tests.harvest.csw.schemas import valid
from tests.services.again import begun_once

COUNT = 12
Asker: TypeAlias = Callable[..., etree._Element]


@begun_once
def dozen() -> list[CatalogueEntry]:
    """Twelve public records, by title."""
    make_synthetic_datasets(size=COUNT, seed=5)
    return sorted(CatalogueEntry.objects.all(), key=lambda entry: entry.title)


@pytest.fixture
def records(db: None) -> list[CatalogueEntry]:
    """Twelve public records, by title."""
    return dozen()


@pytest.fixture
def ask(client: Client) -> Asker:
    """Ask as pairs: the root of a valid answer. ``status`` is the wanted one."""

    def asked(version: str = "2.0.2", status: int = 200, **pairs: str) -> etree._Element:
        response = client.get("/csw", {"service": "CSW", "version": version, **pairs})
        assert response.status_code == status, response.content[:400]
        return valid(response.content, version)

    return asked


def identifiers(root: etree._Element) -> list[str]:
    """The first identifier of each record of an answer."""
    found = root.iterfind(".//{*}SearchResults/*")
    return [str(record.findtext("{http://purl.org/dc/elements/1.1/}identifier")) for record in found]


def results(root: etree._Element) -> dict[str, str]:
    """What SearchResults says of itself."""
    (found,) = root.iterfind("{*}SearchResults")
    return {str(name): str(value) for name, value in found.attrib.items()}
