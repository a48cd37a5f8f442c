"""OWSLib and pystac-client, which nobody here wrote, find records and items over a real socket."""

from collections.abc import Iterator
from typing import Any

import pystac_client
import pytest
from owslib.ogcapi.records import Records
from pystac_client.stac_api_io import StacApiIO
from pytest_django import Settings

from repository.models import CatalogueEntry, Dataset
from repository.services.synthetic import make_synthetic_datasets
from tests.factories import make_pole

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def site(live_server: Any, settings: Settings) -> str:
    """A site with twelve datasets, and its address."""
    settings.SITE_URL = live_server.url
    make_pole("ocean")
    make_synthetic_datasets(size=12, seed=8)
    return str(live_server.url)


@pytest.fixture
def stac(site: str) -> Iterator[pystac_client.Client]:
    """The STAC client; no thread of the server waits for more of it at the end, with a connection to the database."""
    api = StacApiIO()
    yield pystac_client.Client.open(f"{site}/stac/", stac_io=api)
    api.session.close()


def known() -> list[str]:
    return list(Dataset.objects.order_by("pk").values_list("suffix", flat=True))


def test_owslib_reads_records_in_every_way_it_knows(site: str) -> None:
    client = Records(f"{site}/ogcapi/records/")
    assert client.records() == ["datasets"]
    assert "http://www.opengis.net/spec/ogcapi-records-1/1.0/conf/record-core" in client.conformance()["conformsTo"]
    assert "/collections/{collectionId}/items" in client.api()["paths"]
    assert "title" in client.collection_queryables("datasets")["properties"]

    def found(**asked: Any) -> list[str]:
        return [each["id"] for each in client.collection_items("datasets", **asked)["features"]]

    assert found(limit=50) == known()
    first = client.collection_item("datasets", known()[0])
    title = first["properties"]["title"]
    beginning = title[:6].replace("'", "''")
    assert first["id"] in found(filter=f"title LIKE '{beginning}%'", limit=50)
    assert first["id"] in found(q=title.split()[0], limit=50)
    assert len(found(bbox=[-180, -90, 180, 90], limit=50)) > 1
    assert len(found(datetime_="1900-01-01/2100-01-01", limit=50)) > 1
    assert sorted(found(sortby=("title", "desc"), limit=50)) == sorted(known())
    body = '{"op": "like", "args": [{"property": "title"}, "%"]}'
    client.headers = {**client.headers, "Content-Type": "application/json"}
    assert found(cql=body, limit=50) == known()


def test_pystac_client_walks_and_searches(stac: pystac_client.Client) -> None:
    (collection,) = list(stac.get_collections())
    assert [item.id for item in collection.get_items()] == known()
    item = collection.get_item(known()[3])
    assert item is not None
    assert item.collection_id == "datasets"
    assert "title" in stac.get_queryables()["properties"]

    def found(method: str, **asked: Any) -> list[str]:
        return [each.id for each in stac.search(method=method, limit=5, **asked).items()]

    condition = {"op": "=", "args": [{"property": "title"}, item.properties["title"]]}
    for method in ("GET", "POST"):
        assert found(method) == known()
        assert stac.search(method=method).matched() == 12
        assert sorted(found(method, sortby="-title")) == sorted(known())
        assert found(method, ids=known()[2:4]) == known()[2:4]
        assert len(found(method, bbox=[-180, -90, 180, 90])) > 1
        assert len(found(method, datetime="1900/2100")) > 1
        assert item.id in found(method, query={"title": {"eq": item.properties["title"]}})
        (sole,) = stac.search(method=method, ids=[item.id], fields=["properties.title"]).items_as_dicts()
        assert "description" not in sole["properties"]
    assert item.id in found("POST", filter=condition, filter_lang="cql2-json")
    quoted = item.properties["title"].replace("'", "''")
    assert item.id in found("GET", filter=f"title = '{quoted}'", filter_lang="cql2-text")


def test_a_harvest_of_items_misses_none_that_stayed(stac: pystac_client.Client) -> None:
    pages = stac.search(limit=3).pages()
    seen = [item.id for item in next(pages)]
    gone = [*known()[:2], *known()[6:8]]
    CatalogueEntry.objects.filter(dataset__suffix__in=gone).delete()
    make_synthetic_datasets(size=2, seed=9)
    seen += [item.id for page in pages for item in page]
    stayed = [suffix for suffix in known() if suffix not in gone]
    assert len(seen) == len(set(seen))
    assert set(stayed) <= set(seen) <= {*stayed, *gone[:2]}
