"""Files of vocabularies in every format that is taken, as they are written and as they are found in the world."""

from pathlib import Path

import pytest

from repository.vocabularies.entries import Vocabulary
from repository.vocabularies.reading import read_vocabulary
from tests.repository.vocabularies import samples
from tests.services.components import shared_folder


def read(folder: Path, name: str, text: str) -> Vocabulary:
    """What a file of that name and text gives."""
    return read_vocabulary(samples.write(folder, name, text), name=name, most_bytes=10**7)


def test_turtle_gives_names_in_two_languages_what_is_above_and_what_is_deprecated(tmp_path: Path) -> None:
    found = read(tmp_path, "sea.ttl", samples.TURTLE)
    by_name = {entry.uri.rpartition("/")[2]: entry for entry in found.entries}
    assert set(by_name) == {"water", "salinity", "brine"}
    assert by_name["water"].labels == {"en": "sea water", "fr": "eau de mer"}
    assert by_name["water"].notation == "W1"
    assert by_name["salinity"].others == {"en": ["saltiness"]}
    assert by_name["salinity"].broader == ("http://example.org/sea/water",)
    assert by_name["brine"].is_deprecated
    assert by_name["brine"].replaced_by == "http://example.org/sea/salinity"
    assert (found.titles, found.address, found.version) == ({"en": "Sea", "fr": "Mer"}, "http://example.org/sea", "3")


def test_rdf_xml_with_concepts_inside_concepts_is_read_and_narrower_is_turned_round(tmp_path: Path) -> None:
    entries = {entry.uri: entry for entry in read(tmp_path, "sea.rdf", samples.RDF_XML).entries}
    assert entries["http://example.org/sea/ice"].broader == ("http://example.org/sea/water",)
    assert entries["http://example.org/sea/ice"].labels == {"fr": "glace"}


def test_json_ld_with_its_context_inside_is_read(tmp_path: Path) -> None:
    (entry,) = read(tmp_path, "sea.json", samples.JSON_LD).entries
    assert entry.labels == {"en": "sea water", "fr": "eau de mer"}


def test_a_list_in_csv_is_read_with_several_names_and_the_row_above(tmp_path: Path) -> None:
    water, ice = read(tmp_path, "sea.csv", samples.CSV).entries
    assert water.others == {"en": ["brine", "seawater"]}
    assert water.definitions == {"fr": "L'eau des mers."}
    assert ice.broader == (water.uri,)


def test_the_cf_table_gives_names_with_their_aliases_units_and_addresses(tmp_path: Path) -> None:
    found = read(tmp_path, "cf.xml", samples.CF_TABLE)
    salinity, draft = found.entries
    assert salinity.uri == "http://vocab.nerc.ac.uk/standard_name/sea_water_salinity/"
    assert salinity.others == {"en": ["sea_water_saltiness"]}
    assert salinity.definitions == {"en": "The salt in the sea. [1]"}
    assert draft.definitions == {"en": "[m]"}
    assert found.version == "93"


def test_the_levels_of_gcmd_become_what_is_above(tmp_path: Path) -> None:
    found = read(tmp_path, "science.csv", samples.GCMD)
    assert [entry.labels["en"] for entry in found.entries] == ["EARTH SCIENCE", "OCEANS", "SALINITY"]
    assert found.entries[2].broader == ("https://gcmd.earthdata.nasa.gov/kms/concept/aaaa-2",)
    assert found.version == "20.5"


def test_a_long_name_of_gcmd_stands_beside_the_short_one(tmp_path: Path) -> None:
    text = "Category,Class,Short_Name,Long_Name,UUID\nSondes,,,,b-1\nSondes,Profilers,CTD,Conductivity and depth,b-2\n"
    sondes, ctd = read(tmp_path, "instruments.csv", text).entries
    assert (ctd.labels, ctd.others) == ({"en": "CTD"}, {"en": ["Conductivity and depth"]})
    assert ctd.broader == (sondes.uri,)


def test_a_seadatanet_code_becomes_its_address(tmp_path: Path) -> None:
    text = "urn,label_en,short_label,group,date\nSDN:L05::130,CTD,,,2013\nno code,nothing,,,\n"
    (entry,) = read(tmp_path, "L05.csv", text).entries
    assert (entry.uri, entry.notation) == ("http://vocab.nerc.ac.uk/collection/L05/current/130/", "SDN:L05::130")


@pytest.mark.parametrize(
    ("name", "count", "label"),
    [
        ("gemet/gemet-en-fr.csv", 5000, "oxygène"),
        ("nvs/P02.csv", 448, "Temperature of the water column"),
        ("nvs/p03.json", 77, "inapplicable"),
        ("nvs/L22.csv", 2229, "Adriatic plankton sampler - Krsinic (1990)"),
        ("nvs/L06.csv", 84, "ship"),
        ("gcmd/gcmd-sciencekeywords.csv", 3552, "EARTH SCIENCE"),
        ("gcmd/gcmd-instruments.csv", 500, "Instruments"),
        ("inspire/inspire-theme.rdf", 34, "Géologie"),
        ("cf/cf-standard-names-v93.csv", 5000, "sea_water_temperature"),
        ("nvs/C18.csv", 190, "Argentina"),
    ],
)
def test_the_thesauri_of_the_world_are_read(name: str, count: int, label: str) -> None:
    path = shared_folder("standards/vocab") / name
    found = read_vocabulary(path, name=name, most_bytes=10**8)
    assert len(found.entries) >= count
    assert any(label in entry.labels.values() for entry in found.entries)
    assert len({entry.uri for entry in found.entries}) >= count
