"""Every case in every format is, byte for byte or node for node, what it was when a person last read it."""

import pytest
from lxml import etree

from repository.crosswalks.formats import FORMATS
from tests.repository.crosswalks.golden import CASES, FOLDER, golden_path, rendered


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("name", [entry.name for entry in FORMATS.values() if entry.extension == "xml"])
def test_a_record_is_the_same_canonical_xml_as_ever(case: str, name: str) -> None:
    record, edition = CASES[case]
    body = FORMATS[name].render(record, edition)
    assert canonical(body) == canonical(golden_path(case, name).read_bytes())


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("name", [entry.name for entry in FORMATS.values() if entry.extension != "xml"])
def test_a_citation_is_the_same_bytes_as_ever(case: str, name: str) -> None:
    record, edition = CASES[case]
    assert FORMATS[name].render(record, edition) == golden_path(case, name).read_bytes()


def test_no_golden_file_is_left_from_a_case_that_is_gone() -> None:
    assert {path.name for path in FOLDER.glob("[!.]*")} == {path.name for path, _ in rendered()}


def canonical(body: bytes) -> bytes:
    """Canonical XML 1.0."""
    return etree.tostring(etree.fromstring(body), method="c14n")
