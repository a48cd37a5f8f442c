"""Small descriptions in every dialect and its older forms: what each says is read, what it does not is not made up."""

import json

import pytest

from repository.crosswalks.readers.choice import read, reader_for
from tests.repository.crosswalks.foreign import made

CLARA = {"kind": "person", "family": "Marin", "given": "Clara"}
BOX = {"west": -71.032, "south": 41.09, "east": -68.211, "north": 42.893}


@pytest.mark.parametrize(
    ("gml", "period", "said"),
    [
        ("/3.2", made.NEW_PERIOD, {"begin": "2019-01-14", "ongoing": True}),
        ("", made.OLD_PERIOD, {"begin": "2019-01", "end": "2020"}),
    ],
)
def test_iso_19139_is_read_with_either_gml(gml: str, period: str, said: dict[str, object]) -> None:
    found = read(made.GMD.format(gml=gml, period=period, west="3").encode())
    assert found.dialect == "iso19139"
    assert found.document["title"] == {"fr": "Oxygène", "en": "Oxygen"}
    assert found.document["time"]["periods"] == [said]
    assert found.document["licence"] == {"spdx": "CC-BY-4.0"}
    assert found.document["creators"] == [
        {**CLARA, "orcid": "0000-0002-1825-0097", "affiliations": [{"name": "Ifremer"}]}
    ]
    assert [(each.code, each.path) for each in found.remarks] == [("not-taken", "identificationInfo/purpose")]
    assert "contributors" not in found.document


@pytest.mark.parametrize("version", ["1.0", "2.0"])
def test_iso_19115_3_is_read_in_both_versions(version: str) -> None:
    found = read(made.MDB.format(version=version).encode())
    assert found.dialect == "iso19115-3"
    assert found.document == {
        "language": "en",
        "title": {"en": "Oxygen"},
        "topics": ["oceans"],
        "lineage": {"en": "Casts."},
        "creators": [{**CLARA, "orcid": "0000-0002-1825-0097", "affiliations": [{"name": "Ifremer"}]}],
    }
    assert found.remarks == ()


@pytest.mark.parametrize(
    ("kernel", "inside", "boxes"),
    [
        ("2.1", "", []),
        ("3", "<geoLocationBox>41.090 -71.032 42.893 -68.211</geoLocationBox>", [BOX]),
        ("3", "<geoLocationPoint>31.5 -67.25</geoLocationPoint>",
         [{"west": -67.25, "south": 31.5, "east": -67.25, "north": 31.5}]),
        ("4", "<geoLocationPoint><pointLongitude>1</pointLongitude><pointLatitude>2</pointLatitude></geoLocationPoint>",
         [{"west": 1, "south": 2, "east": 1, "north": 2}]),
    ],
)  # fmt: skip
def test_every_kernel_of_datacite_is_read(kernel: str, inside: str, boxes: list[object]) -> None:
    found = read(made.datacite(f"<geoLocations><geoLocation>{inside}</geoLocation></geoLocations>", kernel=kernel))
    assert found.dialect == "datacite-xml"
    assert found.document["identifiers"] == [{"value": "10.1234/x", "kind": "DOI"}]
    assert found.document["creators"] == [CLARA]
    assert found.document.get("place", {}).get("boxes", []) == boxes


def test_datacite_json_says_the_same_as_its_xml() -> None:
    body = {
        "data": {"id": "10.1234/x", "type": "dois", "attributes": {
            "doi": "10.1234/X", "titles": [{"title": "Oxygen"}], "creators": [{"name": "Marin, Clara"}],
            "publisher": {"name": "X"}, "publicationYear": 2019, "isActive": True, "viewCount": 7}},
    }  # fmt: skip
    found = read(json.dumps(body).encode())
    assert found.dialect == "datacite-json"
    assert found.document == read(made.datacite()).document
    assert found.remarks == ()


def test_unavailable_creators_are_nobody() -> None:
    body = made.datacite(creators="<creator><creatorName>(:unav)</creatorName></creator>")
    assert "creators" not in read(body).document


@pytest.mark.parametrize("is_zipped", [False, True])
def test_a_ro_crate_is_read_alone_or_zipped(is_zipped: bool) -> None:
    data = made.crate()
    found = read(
        made.zipped({"deep/ro-crate-metadata.json": b"{}", "ro-crate-metadata.json": data}) if is_zipped else data
    )
    assert found.dialect == "ro-crate"
    assert found.document["creators"][0]["affiliations"] == [{"name": "Ifremer", "ror": "044jxhp58"}]
    assert found.document["creators"][0]["orcid"] == "0000-0002-1825-0097"
    assert found.document["licence"] == {"spdx": "CC-BY-4.0"}
    assert [each["term"]["und"] for each in found.document["keywords"]] == ["oxygen", "shelf"]
    assert found.document["place"] == {
        "boxes": [{"west": 3, "south": 42.1, "east": 5.3, "north": 43.5}],
        "names": [{"name": {"und": "Gulf of Lion"}}],
    }
    assert found.remarks == ()


def test_the_dialect_is_told_by_what_is_in_a_file() -> None:
    assert reader_for(made.datacite()) == "datacite-xml"
    assert reader_for(made.crate()) == "ro-crate"
    assert reader_for(made.zipped({"x": b""})) == "ro-crate"
    assert reader_for(b'{"@context": "https://schema.org/", "@type": "Dataset", "name": "x"}') == "schema-org"


def test_a_depth_without_its_direction_stays_in_the_file() -> None:
    extent = (
        "<gmd:verticalElement><gmd:EX_VerticalExtent><gmd:minimumValue><gco:Real>0</gco:Real></gmd:minimumValue>"
        "<gmd:maximumValue><gco:Real>50</gco:Real></gmd:maximumValue>{}</gmd:EX_VerticalExtent></gmd:verticalElement>"
    )
    whole = made.GMD.format(gml="/3.2", period=made.NEW_PERIOD, west="3")
    unsaid = whole.replace("</gmd:EX_Extent>", extent.format("") + "</gmd:EX_Extent>")
    said = extent.format('<gmd:verticalCRS xlink:title="depth below sea level"/>')
    assert "vertical" not in read(unsaid.encode()).document
    found = read(whole.replace("</gmd:EX_Extent>", said + "</gmd:EX_Extent>").encode())
    assert found.document["vertical"] == [{"minimum": 0, "maximum": 50, "unit": "m", "positive": "down"}]
