"""A harvester that asks the site itself and checks every answer against the schema."""

from collections.abc import Callable
from typing import TypeAlias

import pytest
from django.test import Client
from lxml import etree

from tests.harvest.schemas import valid_document

Harvester: TypeAlias = Callable[..., etree._Element]


@pytest.fixture(autouse=True)
def _own_storage(own_storage: None) -> None:
    pass


@pytest.fixture
def ask(client: Client) -> Harvester:
    """Ask for one document: the root of a valid answer. ``from_`` stands for the argument ``from``."""

    def ask_site(**arguments: str) -> etree._Element:
        pairs = {name.rstrip("_"): value for name, value in arguments.items()}
        response = client.get("/oai", pairs)
        assert response.status_code == 200
        return valid_document(response.content)

    return ask_site
