"""Whatever a valid record and an edition say, every format is written, well-formed and free of control characters."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from lxml import etree

from repository.crosswalks.checks import XmlCheck
from repository.crosswalks.edition import Edition
from repository.crosswalks.formats import FORMATS
from repository.crosswalks.schemas import faults
from repository.crosswalks.validate import findings
from repository.record.model import Record
from tests.repository.crosswalks import cast
from tests.strategies import PATIENT
from tests.strategies.editions import editions
from tests.strategies.records import records

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029]")
XML = [entry for entry in FORMATS.values() if entry.extension == "xml"]


@pytest.fixture(scope="module")
def folder() -> Path:
    return cast.schemas_folder()


@PATIENT
@given(records(), editions())
def test_every_format_is_text_without_control_characters(record: Record, edition: Edition) -> None:
    for entry in FORMATS.values():
        body = entry.render(record, edition).decode("utf-8")
        assert body
        assert not CONTROL.search(body), entry.name
        assert entry in XML or not UNPRINTABLE.search(body), entry.name


@PATIENT
@given(records(), editions())
def test_only_what_nobody_gave_is_found_missing(record: Record, edition: Edition) -> None:
    found = findings(record, edition)
    assert {finding.code for finding in found} <= {"format-missing"}
    assert {finding.path for finding in found} <= {("creators",)}
    assert bool(found) == (not record.creators)


@settings(PATIENT, max_examples=150)
@given(records(), editions())
def test_every_xml_is_valid_by_its_official_schema(folder: Path, record: Record, edition: Edition) -> None:
    for entry in XML:
        document = etree.fromstring(entry.render(record, edition), etree.XMLParser(huge_tree=True))
        assert isinstance(entry.check, XmlCheck)
        for schema in {entry.check.schema, entry.check.schema.replace("kernel-4.6", "kernel-4.7")}:
            for part in entry.check.parts(document):
                assert faults(part, folder=folder, schema=schema) == ()
