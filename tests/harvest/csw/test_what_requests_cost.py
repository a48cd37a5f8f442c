"""A request costs what its answer is worth: long, repeated or empty words in it are read once and in no time."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import process_time

import pytest
from django.test import Client

from harvest.csw import answers, arguments, bodies, documents
from harvest.csw.answers import Page
from harvest.csw.errors import CswError
from harvest.csw.messages import Asked, GetRecords, Sort
from harvest.csw.versions import V2
from repository.models import CatalogueEntry
from tests.harvest.csw.conftest import COUNT, Asker, identifiers
from tests.harvest.csw.test_bodies import CSW2, CSW3
from tests.harvest.csw.written import NOW, stored

SEARCH = {
    "service": "CSW", "version": "2.0.2", "request": "GetRecords", "typenames": "csw:Record", "resulttype": "results",
}  # fmt: skip
FEW, MANY = " " * 1_500, " " * 20_000
"""So many that reading them again and again takes seconds: the cube of the few, the square of the many."""


@contextmanager
def quickly() -> Iterator[None]:
    """What takes a hundredth of a second, and took several where it was read again and again."""
    began = process_time()
    yield
    assert process_time() - began < 1


def read(**pairs: str) -> GetRecords:
    message = arguments.read({**SEARCH, **pairs}).message
    assert isinstance(message, GetRecords)
    return message


@pytest.mark.parametrize("namespace", [f"xmlns({FEW}", f"xmlns(a={FEW}", "xmlns(" * 40_000, f"xmlns({FEW})"])
def test_namespaces_are_read_in_one_go(namespace: str) -> None:
    with quickly():
        read(namespace=namespace)


def test_namespaces_are_bound_with_a_sign_or_a_comma_or_to_no_prefix() -> None:
    for written in ("xmlns(g={0})", "xmlns( g , {0} )", "xmlns(x=urn:x),xmlns(g={0})"):
        read(namespace=written.format(V2.csw), typenames="g:Record")
    read(namespace=f"xmlns({V2.csw})", typenames="Record")
    with pytest.raises(CswError):
        read(namespace="xmlns(csw=urn:x)", typenames="csw:Record")


def test_keys_of_an_order_are_read_in_one_go() -> None:
    with quickly():
        assert read(sortby=f"a{MANY}b").sort == (Sort(f"a{MANY}b"),)
    assert read(sortby="dc:title:D,a b desc, A ,x:a").sort == (
        Sort("dc:title", descending=True), Sort("a b", descending=True), Sort("A"), Sort("x"),
    )  # fmt: skip


def test_names_are_looked_up_once_among_few_namespaces() -> None:
    def asked(count: int) -> Asked:
        spaces = "".join(f' xmlns:a{number}="u"' for number in range(count))
        body = f'<csw:GetRecords {CSW2}{spaces}><csw:Query typeNames="{"a " * 10_000}"/></csw:GetRecords>'
        return documents.read(bodies.parse(body.encode()))

    for count in (190, 8_000):
        with quickly(), pytest.raises(CswError) as refused:
            asked(count)
        assert ("richer" in refused.value.sentence) == (count == 8_000)


def test_a_request_is_named_briefly() -> None:
    assert read(requestid="urn:x:" + "a" * 190).request_id
    with pytest.raises(CswError):
        read(requestid="urn:x:" + "a" * 200)


def test_wanted_elements_are_told_apart_once() -> None:
    (body,) = stored("csw-record")[:1]
    asked = read(elementname=",".join(["dc:title"] * 30_000))
    with quickly():
        told = answers.search_results(V2, asked, Page(200, [body] * 200, 200), NOW)
    assert told.count(b"<csw:Record><dc:title>") == 200


@pytest.mark.django_db
def test_a_domain_is_told_once_and_twenty_at_most(ask: Asker, records: list[CatalogueEntry]) -> None:
    twice = ask(request="GetDomain", PropertyName="dc:type,dc:type", ParameterName="GetRecords.resultType")
    assert len(twice) == 2
    many = ask(request="GetDomain", PropertyName=",".join(f"{'/' * n}dc:type" for n in range(21)))
    assert many[0].get("exceptionCode") == "InvalidParameterValue"


@pytest.mark.django_db
def test_one_property_under_two_names_sorts_once(ask: Asker, records: list[CatalogueEntry]) -> None:
    asked = {**SEARCH, "maxRecords": "50"}
    for version in ("2.0.2", "3.0.0"):
        twice = ask(**{**asked, "version": version}, SortBy="dc:title:D,apiso:Title:A,dc:title")
        assert len(identifiers(twice)) == COUNT
        assert identifiers(twice) == identifiers(ask(**{**asked, "version": version}, SortBy="dc:title:D"))


@pytest.mark.django_db
def test_one_record_is_had_at_a_time_in_3_0(client: Client, records: list[CatalogueEntry]) -> None:
    ids = "".join(f"<csw:Id>{entry.identifier}</csw:Id>" for entry in records[:2])
    response = client.post("/csw", f"<csw:GetRecordById {CSW3}>{ids}</csw:GetRecordById>", content_type="text/xml")
    assert (response.status_code, b'locator="Id"' in response.content) == (400, True)


@pytest.mark.django_db
def test_a_body_of_an_untold_length_is_read_as_far_as_it_may_go(client: Client) -> None:
    response = client.post("/csw", b"<a/>", content_type="text/xml", CONTENT_LENGTH="untold")
    assert (response.status_code, b"ExceptionReport" in response.content) == (400, True)
