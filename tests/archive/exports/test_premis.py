"""The history of a package in PREMIS 3: valid by its schema, in words of the Library of Congress."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import etree

from archive.exports.history import FileEvent, History, Replication
from archive.exports.package import PackageRead, read_package
from archive.exports.premis import premis_of
from tests.archive.exports.packages import ADVERSARIAL, package_of
from tests.packages.good_package import write_good_package
from tests.services.components import shared_folder

AT = datetime(2026, 4, 1, 8, 30, tzinfo=UTC)
CSV = "71230.csv-2026-03-05"
P = "{http://www.loc.gov/premis/v3}"
HISTORY = History(
    (Replication("second", "manifest-sha256-2026-03-05.txt", AT, 6, 1234),),
    lambda: iter(
        (
            FileEvent("second", CSV, "check", AT),
            FileEvent("second", CSV, "check", AT, "changed-hash", "f" * 64),
            FileEvent("second", CSV, "quarantine", AT, "changed-hash", detail=".aside/42182/\x00 & <odd>"),
            FileEvent("second", CSV, "repair", AT, detail="from archive"),
            FileEvent("second", CSV, "loss", AT, "missing-file"),
        )
    ),
)


@pytest.fixture
def good(tmp_path: Path) -> PackageRead:
    sealed = write_good_package(tmp_path / "archive", tmp_path / "drafts")
    return read_package(sealed.package, seal=sealed.seal)


def document(package: PackageRead, history: History = HISTORY) -> etree._Element:
    return etree.fromstring(b"".join(premis_of(package, history)))


def texts(root: etree._Element, path: str) -> list[str]:
    return [found.text or "" for found in root.findall(path.replace("p:", P))]


def test_it_is_valid_by_the_schema(good: PackageRead, tmp_path: Path) -> None:
    schemas = shared_folder("standards/schemas")
    schema = etree.XMLSchema(etree.parse(schemas / "www.loc.gov/standards/premis/v3/premis-v3-0.xsd"))
    schema.assertValid(document(good))
    schema.assertValid(document(package_of(tmp_path / "hostile", [ADVERSARIAL]), History()))


def test_every_sealed_file_is_an_object_with_its_fixity(good: PackageRead) -> None:
    root = document(good)
    digests = {
        (found.findtext(f"{P}objectIdentifier/{P}objectIdentifierValue") or "").rpartition("/")[2]: found.findtext(
            f".//{P}messageDigest"
        )
        for found in root.findall(f"{P}object")
        if found.find(f".//{P}messageDigest") is not None
    }
    assert digests == dict(good.digests)
    assert "profiles/Cast 1.NC" in texts(root, "p:object/p:originalName")


def test_what_happened_is_told_in_the_words_of_the_vocabulary(good: PackageRead) -> None:
    root = document(good)
    types = texts(root, "p:event/p:eventType")
    assert types == [
        *("accession", "dissemination", "ingestion", "ingestion", "ingestion", "replication"),
        *("fixity check", "fixity check", "quarantine", "recovery", "fixity check"),
    ]
    assert texts(root, "p:event/p:eventOutcomeInformation/p:eventOutcome") == [
        *["success"] * 7, "fail", "fail", "success", "fail",
    ]  # fmt: skip
    addresses = [found.get("valueURI", "") for found in root.findall(f"{P}event/{P}eventType")]
    assert all(address.startswith("http://id.loc.gov/vocabulary/preservation/eventType/") for address in addresses)
    details = texts(root, "p:event/p:eventDetailInformation/p:eventDetail")
    assert "in second; .aside/42182/\ufffd & <odd>" in details, "what XML cannot hold is replaced, not lost in silence"


def test_every_link_leads_to_something_in_the_document(good: PackageRead) -> None:
    root = document(good)
    objects = set(texts(root, "p:object/p:objectIdentifier/p:objectIdentifierValue"))
    agents = set(texts(root, "p:agent/p:agentIdentifier/p:agentIdentifierValue"))
    assert set(texts(root, ".//p:linkingObjectIdentifierValue")) <= objects
    assert set(texts(root, ".//p:relatedObjectIdentifierValue")) <= objects
    assert set(texts(root, ".//p:linkingAgentIdentifierValue")) <= agents
    events = texts(root, "p:event/p:eventIdentifier/p:eventIdentifierValue")
    assert len(set(events)) == len(events) - 1, "two checks of one moment apart, each event has its own name"


def test_people_are_numbers(tmp_path: Path) -> None:
    from archive.aip.archiving import Archiving, Document
    from archive.aip.documents import events_document
    from archive.aip.layout import Kind
    from archive.aip.writer import PackageWriter
    from tests.packages.good_package import FIRST_DAY, SUFFIX, first_archiving

    writer = PackageWriter(tmp_path / "archive", SUFFIX)
    told = {"key": "1-2", "type": "dataset.accepted", "at": "2026-03-05T11:00:00Z", "subject": "x", "actor": "person:7"}
    seal = writer.create(first_archiving(tmp_path / "drafts")).seal
    sealed = writer.extend(Archiving(FIRST_DAY, documents=[Document(Kind.EVENTS, events_document([told]))]), after=seal)
    root = document(read_package(sealed.package, seal=sealed.seal), History())
    people = [found for found in root.findall(f"{P}agent") if found.findtext(f"{P}agentType") == "person"]
    assert [found.findtext(f"{P}agentIdentifier/{P}agentIdentifierValue") for found in people] == ["person:7"]
    assert people[0].find(f"{P}agentName") is None


def test_the_same_history_gives_the_same_bytes(good: PackageRead) -> None:
    assert b"".join(premis_of(good, HISTORY)) == b"".join(premis_of(good, HISTORY))
