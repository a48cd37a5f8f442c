"""A catalogue of really rendered records, and a client that checks what it is answered by the documented shapes."""

from collections.abc import Callable
from typing import Any, TypeAlias

import pytest
from django.test import Client

from repository.models import Dataset
from repository.services.synthetic import make_synthetic_datasets
from tests.factories import make_pole
from tests.harvest.apis.shapes import checked
from tests.services.again import begun_once

Asker: TypeAlias = Callable[..., dict[str, Any]]


@begun_once
def dozen() -> list[Dataset]:
    """Twelve public datasets, in the order in which they came."""
    make_pole("ocean")
    make_synthetic_datasets(size=12, seed=8)
    return list(Dataset.objects.select_related("catalogue_entry").order_by("pk"))


@pytest.fixture
def datasets(db: None) -> list[Dataset]:
    """Twelve public datasets, in the order in which they came."""
    return dozen()


@pytest.fixture
def ask(client: Client) -> Asker:
    """Ask an API for a document, which must be valid. ``filter_lang`` stands for ``filter-lang``."""

    def asked(path: str, status: int = 200, **given: Any) -> dict[str, Any]:
        told = {name.replace("_", "-") if name.startswith("filter") else name: value for name, value in given.items()}
        response = client.get(path, told)
        assert response.status_code == status, response.content
        return checked(path, response)

    return asked


def suffixes(page: dict[str, Any]) -> list[str]:
    """The identifiers of a page, in their order."""
    return [feature["id"] for feature in page["features"]]
