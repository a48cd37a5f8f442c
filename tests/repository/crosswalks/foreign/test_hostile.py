"""Descriptions made to harm, damaged or absurd: each ends as a sentence, or as a record without the wrong value."""

import contextlib
import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repository.crosswalks.readers.choice import read
from repository.crosswalks.readers.result import Unreadable
from tests.repository.crosswalks.foreign import made
from tests.strategies import PATIENT

DTD = "<!DOCTYPE r [{}]><resource><titles><title>&x;</title></titles></resource>"
LAUGHS = "<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
DEEP = "<a>" * 5_000
LATIN = made.datacite().decode().replace("Oxygen", "Oxygène")

POINT = (
    "<geoLocations><geoLocation><geoLocationPoint><pointLongitude>{}</pointLongitude><pointLatitude>{}</pointLatitude>"
    "</geoLocationPoint></geoLocation></geoLocations>"
)
CITED = (
    '<relatedIdentifiers><relatedIdentifier relatedIdentifierType="DOI" relationType="Cites">no</relatedIdentifier>'
    "</relatedIdentifiers>"
)
CRATE = made.zipped({"ro-crate-metadata.json": made.crate()})

HOSTILE: dict[str, tuple[bytes, str]] = {
    "a file of this machine as an entity": (DTD.format("<!ENTITY x SYSTEM 'file:///etc/passwd'>").encode(), "entities"),
    "an entity from the network": (DTD.format("<!ENTITY x SYSTEM 'http://127.0.0.1:9/x'>").encode(), "entities"),
    "a billion laughs": (DTD.format(LAUGHS + "<!ENTITY x '&a11;'>").encode(), "entities"),
    "an outer DTD": (b'<!DOCTYPE r SYSTEM "http://127.0.0.1:9/x.dtd"><resource/>', "entities"),
    "an entity in UTF-16": (DTD.format("<!ENTITY x 'y'>").encode("utf-16"), "entities"),
    "50 MB of XML": (b"<resource>" + b"<a/>" * 12_500_000, "too-large"),
    "more elements than any description": (b"<resource>" + b"<a/>" * 200_000, "too-large"),
    "elements without end, deeper and deeper": (DEEP.encode(), "too-large"),
    "JSON without end, deeper and deeper": (b'{"a":' * 3_000 + b"1" + b"}" * 3_000, "too-large"),
    "JSON deeper than any parser goes": (b"[" * 400_000, "too-large"),
    "JSON with more values than any description": (json.dumps({"a": [0] * 400_000}).encode(), "too-large"),
    "JSON that stops": (b'{"titles": [', "broken"),
    "JSON with what is no number": (b'{"titles": [NaN]}', "broken"),
    "JSON with a number without end": (b'{"titles": [' + b"9" * 10_000 + b"]}", "broken"),
    "latin-1 that says it is UTF-8": (b'<?xml version="1.0" encoding="UTF-8"?>' + LATIN.encode("latin-1"), "encoding"),
    "an encoding that nobody knows": (b'<?xml version="1.0" encoding="x-no"?><resource/>', "encoding"),
    "a zip without a description": (made.zipped({"cast.csv": b"1"}), "not-in-zip"),
    "a zip bomb": (made.zipped({"ro-crate-metadata.json": b" " * 60_000_000}), "too-large"),
    "a damaged zip": (made.zipped({"ro-crate-metadata.json": made.crate()})[:-30], "not-in-zip"),
    "a zip whose directory is told elsewhere": (CRATE[:-22] + b"PK\x06\x07" + bytes(16) + CRATE[-22:], "too-large"),
    "nothing": (b"", "unknown"),
    "only a sign": (b"<", "broken"),
    "text": (b"Oxygen of the shelf", "unknown"),
    "HTML": (b"<html><body>x</body></html>", "unknown"),
    "zeros": (b"\x00" * 1_000, "unknown"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_cannot_be_read_ends_as_a_sentence_in_two_languages(name: str) -> None:
    data, code = HOSTILE[name]
    began = time.monotonic()
    with pytest.raises(Unreadable) as refusal:
        read(data)
    assert refusal.value.code == f"document-{code}", refusal.value.english
    assert refusal.value.english.endswith(".")
    assert refusal.value.french != refusal.value.english
    assert refusal.value.message("fr-CA") == refusal.value.french
    assert time.monotonic() - began < 60


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "latin-1"])
def test_a_rightly_declared_encoding_is_read(encoding: str) -> None:
    declared = {"utf-8-sig": "UTF-8", "latin-1": "ISO-8859-1"}.get(encoding, "UTF-16")
    text = f'<?xml version="1.0" encoding="{declared}"?>{LATIN}'
    data = text.encode(encoding)
    if encoding in ("utf-16-le", "utf-16-be"):
        data = ("\ufeff" + text).encode(encoding)
    assert read(data).document["title"] == {"und": "Oxygène"}


@pytest.mark.parametrize(
    ("inside", "field", "code"),
    [
        ('<dates><date dateType="Collected">2019-13-45</date></dates>', "time", "date-impossible"),
        ('<dates><date dateType="Collected">last summer</date></dates>', "time", "date-form"),
        ('<dates><date dateType="Collected">2020/2019</date></dates>', "time", "period-reversed"),
        (POINT.format(4, 143.2), "place", "latitude-range"),
        (POINT.format("x", 1), "place", "not-number"),
        (CITED, "related", "related-doi"),
    ],
)
def test_a_wrong_value_is_left_out_and_named(inside: str, field: str, code: str) -> None:
    found = read(made.datacite(inside))
    assert field not in found.document
    assert code in {each.code for each in found.remarks}
    assert found.document["title"] == {"und": "Oxygen"}


def test_a_wrong_orcid_costs_no_author() -> None:
    named = (
        "<creator><creatorName>Marin, Clara</creatorName><nameIdentifier nameIdentifierScheme='ORCID'>"
        "0000-0002-1825-0098</nameIdentifier></creator>"
    )
    found = read(made.datacite(creators=named))
    assert found.document["creators"] == [{"kind": "person", "family": "Marin", "given": "Clara"}]
    assert [each.code for each in found.remarks] == ["orcid-checksum"]


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        ("ROR", "https://ror.org/02feahw73", "02feahw73"),
        ("ROR", "CNRS", None),
        ("Wikidata", "Q280413", None),
        ("Crossref Funder", "10.13039/501100004794", "10.13039/501100004794"),
    ],
)
def test_an_identifier_of_a_funder_that_is_none_costs_no_funder(kind: str, value: str, said: str | None) -> None:
    funder = (
        f'<funderName>CNRS</funderName><funderIdentifier funderIdentifierType="{kind}">{value}</funderIdentifier>'
        "<awardNumber>7</awardNumber>"
    )
    found = read(made.datacite(f"<fundingReferences><fundingReference>{funder}</fundingReference></fundingReferences>"))
    grant = found.document["funding"][0]
    assert (grant["funder"], grant["award_number"], grant.get("funder_identifier")) == ("CNRS", "7", said)
    assert [each.code for each in found.remarks] == ([] if said else ["not-taken"])


def test_html_in_an_abstract_becomes_text_and_is_said() -> None:
    body = '<p onclick="x()">A &lt; B<br/>and <img src=x onerror=alert(1)> C</p>'
    escaped = body.replace("&", "&amp;").replace("<", "&lt;")
    found = read(
        made.datacite(f'<descriptions><description descriptionType="Abstract">{escaped}</description></descriptions>')
    )
    assert found.document["abstract"] == {"und": "A < B\nand  C"}
    assert [each.code for each in found.remarks] == ["markup-removed"]


def test_control_characters_do_not_cost_a_text() -> None:
    found = read(made.datacite().replace(b"Oxygen", "Oxy\x85gen\x9f \u2028of".encode()))
    assert found.document["title"] == {"und": "Oxy gen of"}


@PATIENT
@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(("titles", "title", "creators", "name", "doi", "dates", "date", "geoLocations", "rightsList",
                         "geoLocationBox", "@graph", "@context", "@id", "@type", "about", "geo", "license", "keywords",
                         "author", "spatialCoverage", "subjects", "subject", "types", "descriptions")),
        inner, max_size=5),
    max_leaves=25,
))  # fmt: skip
def test_any_json_ends_as_a_record_or_a_sentence(document: object) -> None:
    with contextlib.suppress(Unreadable):
        json.dumps(read(json.dumps(document).encode()).document)


@PATIENT
@given(
    st.binary(max_size=200)
    | st.text(max_size=100).map(lambda text: f"<resource>{text}</resource>".encode("utf-8", "ignore"))
)
def test_any_bytes_end_as_a_record_or_a_sentence(data: bytes) -> None:
    with contextlib.suppress(Unreadable):
        assert read(data).dialect == "datacite-xml"
