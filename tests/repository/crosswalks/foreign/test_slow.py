"""Descriptions written to keep a reader busy: each is read, or refused, within seconds."""

import contextlib
import json
import time

import pytest

from repository.crosswalks.readers.choice import read
from repository.crosswalks.readers.result import Unreadable
from repository.crosswalks.readers.sources import read_xml
from tests.repository.crosswalks.foreign import made

BLANKS = " " * 400_000
SECONDS = 15.0


def schema_org(**said: str) -> bytes:
    """A description of schema.org with these members."""
    return json.dumps({"@context": "https://schema.org", "@type": "Dataset", "name": "CTD casts", **said}).encode()


def iso(abstract: str, code: str = "4326") -> bytes:
    """A description of ISO 19139 with this abstract and this code of its system."""
    text = f"<abstract><CharacterString>{abstract}</CharacterString></abstract>"
    system = f"<referenceSystemIdentifier><RS_Identifier><code><Anchor>{code}</Anchor></code></RS_Identifier>"
    return (
        '<MD_Metadata xmlns="http://www.isotc211.org/2005/gmd"><referenceSystemInfo><MD_ReferenceSystem>'
        f"{system}</referenceSystemIdentifier></MD_ReferenceSystem></referenceSystemInfo><identificationInfo>"
        f"<MD_DataIdentification>{text}</MD_DataIdentification></identificationInfo></MD_Metadata>"
    ).encode()


ENDLESS = {
    "blanks after markup": schema_org(description=f"<b>x</b>{BLANKS}y"),
    "blanks in a title": schema_org(name=f"a{BLANKS}b\nc"),
    "blanks among keywords": schema_org(keywords=f"a{BLANKS}b"),
    "a word without end": f"<dc><title>a</title><coverage>{'a' * 400_000}</coverage></dc>".encode(),
    "blanks in an abstract": made.datacite(f"<descriptions><description>a{BLANKS}b</description></descriptions>"),
    "breaks": b"<dc><title>a</title><description>" + b"<a>x</a>" * 70_000 + b"<br/>" * 70_000 + b"</description></dc>",
    "paragraphs": b"<dc><title>a</title><description>"
    + (b"<p>" + b"x" * 25 + b"</p>") * 140_000
    + b"</description></dc>",
    "indents": iso(f"a{BLANKS}b"),
    "a system": iso("a", f"EPSG{':' * 400_000}"),
    "a text in pieces": b"<dc><title>a</title><description>" + (b"<a/>" + b"x" * 25) * 140_000 + b"</description></dc>",
}


@pytest.mark.parametrize("name", ENDLESS)
def test_what_is_written_to_keep_a_reader_busy_costs_seconds(name: str) -> None:
    began = time.process_time()
    with contextlib.suppress(Unreadable):
        assert read(ENDLESS[name]).document
    assert time.process_time() - began < SECONDS


def test_breaks_and_paragraphs_stand_in_the_text_around_them_as_before() -> None:
    root = read_xml(b"<d>\n one<br/>two <b>x</b> three<p>four<br/>five</p><li/>six </d>")
    assert root.text == "one\ntwo  three\nfour\nfive\nsix"
    assert [child.name for child in root.children] == ["b"]


def test_lines_are_told_apart_however_they_are_indented() -> None:
    found = read(schema_org(description="<p>One.</p>\n\n   <p>Two,  and\tmore.</p>", keywords="ice , ; sea\n\n salt"))
    assert found.document["abstract"] == {"und": "One.\nTwo,  and\tmore."}
    assert [each["term"]["und"] for each in found.document["keywords"]] == ["ice", "sea", "salt"]
