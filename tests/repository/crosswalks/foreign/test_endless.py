"""Descriptions without end: what is longer than a record holds is cut and said, within seconds."""

import contextlib
import json
import time

from repository.crosswalks.readers.choice import read
from repository.crosswalks.readers.result import Unreadable
from tests.repository.crosswalks.foreign import made


def test_five_thousand_creators_are_read_and_more_than_a_record_holds_are_cut_and_said() -> None:
    many = "".join(f"<creator><creatorName>Doe{n}, Jo</creatorName></creator>" for n in range(7_000))
    few = "".join(f"<creator><creatorName>Doe{n}, Jo</creatorName></creator>" for n in range(5_000))
    began = time.monotonic()
    assert len(read(made.datacite(creators=few)).document["creators"]) == 5_000
    cut = read(made.datacite(creators=many))
    assert len(cut.document["creators"]) == 6_000
    assert [each.code for each in cut.remarks] == ["list-cut"]
    assert time.monotonic() - began < 60


def test_an_outline_that_is_data_is_left_out_alone() -> None:
    point = "<polygonPoint><pointLongitude>1</pointLongitude><pointLatitude>2</pointLatitude></polygonPoint>"
    found = read(made.datacite(f"<geoLocations><geoLocation><geoLocationPolygon>{point * 12_000}</geoLocationPolygon>"
                               "</geoLocation></geoLocations>"))  # fmt: skip
    assert "place" not in found.document
    assert [each.code for each in found.remarks] == ["outline-too-long"]


def test_texts_without_end_are_cut_and_said_within_seconds() -> None:
    one = '<description descriptionType="Abstract">' + "A cast. " * 20 + "</description>"
    began = time.monotonic()
    found = read(made.datacite(f"<descriptions>{one}{'<description>B.</description>' * 60_000}</descriptions>"))
    assert found.document["abstract"]["und"].startswith("A cast.")
    assert len(found.document["abstract"]["und"]) < 200_000
    assert [each.code for each in found.remarks] == ["text-cut"]
    assert time.monotonic() - began < 60


def test_remarks_without_end_are_counted() -> None:
    inside = "".join(f"<x{number}>y</x{number}>" for number in range(1_000))
    found = read(made.datacite(inside))
    assert len(found.remarks) == 201
    assert found.remarks[-1].english == "800 more things were not taken over."


def test_a_list_of_ten_thousand_records_gives_its_first_one_within_seconds() -> None:
    one = "<dc><title>Oxygen</title></dc>"
    began = time.monotonic()
    found = read(f"<ListRecords>{one * 10_000}</ListRecords>".encode())
    assert found.document["title"] == {"und": "Oxygen"}
    assert found.remarks[0].code == "several-records"
    assert time.monotonic() - began < 60


def test_many_authors_of_one_endless_organisation_are_read_within_seconds() -> None:
    many = [{"@type": "Person", "name": f"Doe{n}, Jo", "affiliation": {"@id": "#o"}} for n in range(9_000)]
    endless = {
        "@id": "#o",
        "@type": "Organization",
        "name": "O",
        "sameAs": [f"https://x.example/{n}" for n in range(40_000)],
    }
    data = json.loads(made.crate(author=many))
    data["@graph"].append(endless)
    began = time.monotonic()
    assert len(read(json.dumps(data).encode()).document["creators"]) == 6_000
    assert time.monotonic() - began < 60


def test_roles_that_refer_to_one_another_end() -> None:
    data = json.loads(made.crate(author=[{"@id": "#a"}]))
    data["@graph"] += [
        {"@id": "#a", "@type": "Role", "creator": {"@id": "#b"}},
        {"@id": "#b", "@type": "Role", "creator": {"@id": "#a"}},
    ]
    with contextlib.suppress(Unreadable):
        assert "creators" not in read(json.dumps(data).encode()).document
