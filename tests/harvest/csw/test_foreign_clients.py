"""OWSLib, which nobody here wrote, over a real socket, in both versions."""

from typing import Any

import pytest
from owslib.catalogue.csw2 import CatalogueServiceWeb as Client2
from owslib.catalogue.csw3 import CatalogueServiceWeb as Client3
from owslib.fes import BBox, PropertyIsEqualTo, PropertyIsLike, SortBy, SortProperty
from owslib.fes2 import PropertyIsEqualTo as IsEqual
from owslib.fes2 import PropertyIsLike as IsLike
from owslib.fes2 import SortBy as Sort
from owslib.fes2 import SortProperty as Property
from owslib.ows import ExceptionReport
from owslib.util import ServiceException
from pytest_django import Settings

from repository.models import CatalogueEntry
from repository.services.synthetic import make_synthetic_datasets
from tests.harvest.csw.conftest import COUNT

pytestmark = pytest.mark.django_db(transaction=True)
GMD, MDB = "http://www.isotc211.org/2005/gmd", "http://standards.iso.org/iso/19115/-3/mdb/2.0"


@pytest.fixture
def endpoint(live_server: Any, settings: Settings) -> str:
    settings.SITE_URL = live_server.url
    make_synthetic_datasets(size=COUNT, seed=5)
    return f"{live_server.url}/csw"


def test_owslib_works_with_2_0_2(endpoint: str) -> None:
    entries = {entry.identifier: entry for entry in CatalogueEntry.objects.all()}
    client = Client2(endpoint)
    assert client.identification.title == "Catalogue of Varve"
    assert {op.name for op in client.operations} == {
        "GetCapabilities", "DescribeRecord", "GetDomain", "GetRecords", "GetRecordById",
    }  # fmt: skip
    told: dict[str, Any] = {}
    start = 1
    while start:
        by_title = SortBy([SortProperty("dc:title", "DESC")])
        client.getrecords2(sortby=by_title, startposition=start, maxrecords=5, esn="full")
        told |= client.records
        start = client.results["nextrecord"]
    assert client.results["matches"] == COUNT
    assert set(told) == set(entries)
    some = next(record for record in told.values() if record.bbox)
    assert -90 <= float(some.bbox.miny) <= float(some.bbox.maxy) <= 90
    title = entries[some.identifier].title
    whole = BBox([-90, -180, 90, 180], crs="urn:ogc:def:crs:EPSG::4326")
    client.getrecords2(constraints=[[PropertyIsEqualTo("dc:title", title), whole]])
    assert some.identifier in client.records
    client.getrecords2(constraints=[PropertyIsLike("csw:AnyText", f"%{max(title.split(), key=len)}%")])
    assert some.identifier in client.records
    client.getrecords2(cql=f"csw:AnyText LIKE '%{max(title.split(), key=len)}%'", resulttype="hits")
    assert client.results["matches"] > 0
    client.getrecordbyid([some.identifier], outputschema=GMD)
    (iso,) = client.records.values()
    assert title in iso.identification[0].title
    client.getrecords2(outputschema=MDB, maxrecords=3)
    assert len(client.records) == 3
    client.getdomain("GetRecords.resultType")
    assert client.results["values"] == ["results", "hits", "validate"]
    client.getdomain("dc:type", "property")
    assert client.results["values"]
    client.describerecord()
    with pytest.raises(ExceptionReport):
        client.getrecords2(constraints=[PropertyIsEqualTo("dc:nothing", "x")])


def test_owslib_works_with_3_0(endpoint: str) -> None:
    entries = {entry.identifier: entry for entry in CatalogueEntry.objects.all()}
    client = Client3(endpoint)
    assert client.provider.name == "Varve"
    assert "OpenSearchDescriptionDocument" in client.constraints
    told: dict[str, Any] = {}
    start = 1
    while start:
        by_title = Sort([Property("dc:title", "ASC")])
        client.getrecords(sortby=by_title, startposition=start, maxrecords=5, esn="summary")
        told |= client.records
        start = client.results["nextrecord"]
    assert set(told) == set(entries)
    some = next(iter(told.values()))
    client.getrecords(constraints=[IsEqual("dc:title", some.title)])
    assert some.identifier in client.records
    client.getrecords(constraints=[IsLike("csw:AnyText", f"%{max(some.title.split(), key=len)}%")], maxrecords=0)
    assert client.results["matches"] > 0
    client.getrecords(outputschema=GMD, maxrecords=2)
    assert len(client.records) == 2
    client.getdomain("dc:type", "property")
    assert client.results["values"]
    with pytest.raises(ServiceException, match="ElementSetName"):
        client.getrecordbyid([some.identifier], esn="most")
