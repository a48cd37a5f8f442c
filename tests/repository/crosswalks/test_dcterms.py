"""What a reader of qualified Dublin Core finds."""

from pathlib import Path

import pytest
from lxml import etree

from repository.crosswalks import dcterms
from repository.crosswalks.checks import Kind
from tests.repository.crosswalks import cast
from tests.repository.crosswalks.golden import CASES
from tests.repository.crosswalks.xml import elements, read, texts

XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"


@pytest.fixture(scope="module")
def folder() -> Path:
    return cast.schemas_folder()


@pytest.mark.parametrize("case", ["full", "minimal", "embargoed", "withdrawn"])
def test_every_element_is_valid_by_the_schemas_of_dcmi(folder: Path, case: str) -> None:
    assert list(dcterms.CHECK(dcterms.render(*CASES[case]), folder)) == []


def test_an_element_that_the_schemas_refuse_is_told_with_its_field(folder: Path) -> None:
    body = dcterms.render(*CASES["full"]).replace(b">Dataset</dc:type>", b">Heap</dc:type>")
    (complaint,) = dcterms.CHECK(body, folder)
    assert (complaint.kind, complaint.path) == (Kind.INVALID, ("resource_type",))


def test_what_follows_an_encoding_scheme_says_which() -> None:
    body = dcterms.render(cast.full_record(), cast.embargoed())
    (available,) = elements(body, "available")
    assert (available.get(XSI_TYPE), available.text) == ("dcterms:W3CDTF", "2028-02-01")
    spatial = {(node.get(XSI_TYPE), node.text) for node in elements(body, "spatial")}
    assert ("dcterms:Box", "northlimit=-18; eastlimit=-175.25; southlimit=-23; westlimit=163.5") in spatial
    assert ("dcterms:Point", "east=166; north=-22") in spatial
    assert (None, "Coral Sea") in spatial


def test_each_relation_has_its_own_element() -> None:
    body = dcterms.render(cast.full_record(), cast.edition())
    assert texts(body, "isReferencedBy") == ["https://doi.org/10.1234/paper"]
    assert texts(body, "source") == ["https://doi.org/10.17882/42182#76230"]
    assert texts(body, "references") == ["arXiv:0706.0001"]
    assert texts(body, "hasVersion") == [f"{cast.SITE}/datasets/42182/layers/{n}/" for n in (43871, 42350)]


def test_a_withdrawn_dataset_says_so_and_has_no_files() -> None:
    body = dcterms.render(cast.full_record(), cast.withdrawn())
    assert texts(body, "description")[0].startswith("Withdrawn on 2027-01-09.")
    assert texts(body, "accessRights") == ["info:eu-repo/semantics/closedAccess"]
    assert not texts(body, "extent")


def test_no_element_is_outside_the_two_namespaces_of_dublin_core() -> None:
    root = read(dcterms.render(cast.full_record(), cast.edition()))
    spaces = {etree.QName(node).namespace for node in root}
    assert spaces == {"http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/"}
    assert b"help@example.org" not in etree.tostring(root)
