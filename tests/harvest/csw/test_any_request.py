"""Whatever is asked, the answer is a valid document of CSW and never a failure of the server."""

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from repository.models import CatalogueEntry
from tests.harvest.csw.schemas import valid
from tests.strategies import PATIENT

NAMES = [
    "service", "version", "request", "typeNames", "ElementSetName", "ElementName", "outputSchema", "outputFormat",
    "resultType", "startPosition", "maxRecords", "Constraint", "CONSTRAINTLANGUAGE", "SortBy", "q", "bbox", "time",
    "recordIds", "id", "PropertyName", "ValueReference", "ParameterName", "NAMESPACE", "AcceptVersions", "sections",
    "requestId", "Filter", "mode",
]  # fmt: skip
VALUES = [
    "CSW", "2.0.2", "3.0.0", "csw:Record", "full", "hits", "0", "1", "91", "99999999999", "-1", "CQL_TEXT", "FILTER",
    "dc:title like '%a%'", "dc:title = 'x' or 1=1 --", "BBOX(ows:BoundingBox,-10,40,5,50)", "dc:title:D",
    "<ogc:Filter xmlns:ogc='http://www.opengis.net/ogc'><ogc:Not/></ogc:Filter>", "-10,40,5,50", "2019/..", "a,b",
    "dct:modified", "GetRecords.resultType", "'; DROP TABLE repository_dataset; --", "%", "\x00", "\ud7ff", "𝄞", "",
    "application/atom+xml", "http://www.isotc211.org/2005/gmd", "xmlns(csw=http://www.opengis.net/cat/csw/2.0.2)",
]  # fmt: skip
OPERATIONS = st.sampled_from(["GetCapabilities", "DescribeRecord", "GetDomain", "GetRecords", "GetRecordById"])
TEXTS = st.sampled_from(VALUES) | st.text(st.characters(codec="utf-8"), max_size=15)


@pytest.mark.django_db
def test_any_pairs_get_a_valid_document(client: Client, records: list[CatalogueEntry]) -> None:
    @settings(PATIENT, max_examples=150)
    @given(st.sampled_from(["2.0.2", "3.0.0"]), OPERATIONS, st.dictionaries(st.sampled_from(NAMES), TEXTS, max_size=6))
    def check(version: str, operation: str, pairs: dict[str, str]) -> None:
        start = {"service": "CSW", "version": version, "request": operation, "typeNames": "csw:Record"}
        start["resultType"] = "results"
        response = client.get("/csw", {**start, **pairs})
        assert response.status_code in (200, 400, 404, 501)
        if b"Atom" not in response.content[:200] and b"opensearch" not in response.content[:200]:
            valid(response.content, "3.0.0" if b"/3.0" in response.content[:400] or b"ows/2.0" in response.content[:400]
                  else "2.0.2")  # fmt: skip

    check()


@pytest.mark.django_db
def test_any_bytes_get_a_report(client: Client) -> None:
    @settings(PATIENT, max_examples=60)
    @given(st.binary(max_size=60), st.sampled_from(["text/xml", "application/x-www-form-urlencoded", "", "image/png"]))
    def check(body: bytes, kind: str) -> None:
        response = client.post("/csw", body, content_type=kind)
        assert response.status_code in (200, 400)
        assert b"<ows:Exception " in response.content or b":Capabilities" in response.content

    check()
