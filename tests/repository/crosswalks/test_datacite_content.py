"""What the registrar gets: subjects, places, relations, descriptions, funding."""

import pytest

from repository.crosswalks import datacite
from tests.repository.crosswalks import cast
from tests.repository.crosswalks.xml import elements, language, name, texts

FULL = datacite.render(cast.full_record(), cast.edition())


def test_a_keyword_of_a_vocabulary_carries_scheme_and_addresses_in_every_language() -> None:
    english, french = elements(FULL, "subject")[:2]
    assert (english.text, language(english)) == ("dissolved oxygen", "en")
    assert (french.text, language(french)) == ("oxygène dissous", "fr")
    for subject in (english, french):
        assert subject.get("schemeURI") == "http://vocab.nerc.ac.uk/collection/P02/current/"
        assert subject.get("valueURI") == "http://vocab.nerc.ac.uk/collection/P02/current/DOXY/"


def test_an_address_that_xml_schema_refuses_is_spelled_so_that_it_passes_or_left_out() -> None:
    record = cast.minimal_record(
        keywords=[
            {"term": {"en": "spelled"}, "uri": "https://example.org/a#b#c"},
            {"term": {"en": "left out"}, "uri": "https://example.org:abc/"},
        ]
    )
    spelled, left_out = elements(datacite.render(record, cast.edition()), "subject")
    assert spelled.get("valueURI") == "https://example.org/a#b%23c"
    assert left_out.get("valueURI") is None


def test_a_box_across_the_antimeridian_has_its_west_above_its_east() -> None:
    assert texts(FULL, "westBoundLongitude") == ["163.5"]
    assert texts(FULL, "eastBoundLongitude") == ["-175.25"]


def test_points_polygons_and_names_are_places_of_their_own() -> None:
    kinds = [name(child) for location in elements(FULL, "geoLocation") for child in location]
    assert kinds == [
        "geoLocationBox",
        "geoLocationPoint",
        "geoLocationPolygon",
        "geoLocationPlace",
        "geoLocationPlace",
    ]
    assert texts(FULL, "geoLocationPlace") == ["Coral Sea", "Mer de Corail"]


def test_each_layer_is_a_part_with_its_own_address() -> None:
    parts = elements(FULL, "relatedIdentifier", relationType="HasPart")
    assert [part.text for part in parts] == [
        "https://data.example.org/datasets/42182/layers/43871/",
        "https://data.example.org/datasets/42182/layers/42350/",
    ]
    assert {part.get("relatedIdentifierType") for part in parts} == {"URL"}


def test_a_fragment_is_never_sent_as_part_of_a_doi() -> None:
    derived = elements(FULL, "relatedIdentifier", relationType="IsDerivedFrom")
    assert [(node.get("relatedIdentifierType"), node.text) for node in derived] == [
        ("URL", "https://doi.org/10.17882/42182#76230"),
        ("DOI", "10.17882/42182"),
        ("DOI", "10.1234/in"),
    ]


def test_a_manual_among_the_files_documents_the_data_and_a_map_style_does_not() -> None:
    documents = texts(FULL, "relatedIdentifier", relationType="IsDocumentedBy")
    assert documents == ["https://data.example.org/datasets/42182/files/43871/manual.pdf"]


@pytest.mark.parametrize(
    ("identifier", "expected"),
    [
        ("10.17882/42182", [("DOI", "10.17882/42182")]),
        ("doi:10.17882/42182#7", [("URL", "https://doi.org/10.17882/42182#7"), ("DOI", "10.17882/42182")]),
        ("https://example.org/in.nc", [("URL", "https://example.org/in.nc")]),
        ("a file of mine", []),
    ],
)
def test_the_inputs_of_a_computation_are_what_it_derives_from(identifier: str, expected: list[tuple[str, str]]) -> None:
    record = cast.minimal_record(provenance={"process": "divand", "sources": [{"identifier": identifier}]})
    found = elements(datacite.render(record, cast.edition()), "relatedIdentifier", relationType="IsDerivedFrom")
    assert [(node.get("relatedIdentifierType"), node.text) for node in found] == expected


def test_lineage_is_methods_and_units_extents_and_deep_time_are_technical_information() -> None:
    assert texts(FULL, "description", descriptionType="Methods") == ["SBE 9plus casts, processed to 1 dbar."]
    technical = texts(FULL, "description", descriptionType="TechnicalInfo")[1].splitlines()
    assert technical == [
        "Period: Maastrichtian: 72.1 Ma BP to 66 Ma BP",
        "Vertical extent: 0 to 2340.5 m, positive down, datum: sea level; mean",
        "Reference system: WGS 84, EPSG:4326",
        "Spatial resolution: 1 km",
        "Temporal resolution: P1M",
        "Variable: DOXY [umol/kg]",
        "Computed by: divand 2",
    ]


def test_right_to_left_text_comes_through_unchanged() -> None:
    abstracts = elements(FULL, "description", descriptionType="Abstract")
    assert (abstracts[1].text, language(abstracts[1])) == ("قياسات شهرية للأكسجين", "ar")


def test_funders_have_their_identifier_in_the_form_of_its_kind() -> None:
    identifiers = elements(FULL, "funderIdentifier")
    assert [(node.get("funderIdentifierType"), node.text) for node in identifiers] == [
        ("Crossref Funder ID", "https://doi.org/10.13039/501100000780"),
        ("ROR", "https://ror.org/02feahw73"),
    ]
    (award,) = elements(FULL, "awardNumber")
    assert (award.text, award.get("awardURI")) == ("312463", "https://cordis.europa.eu/project/id/312463")


def test_sizes_are_those_of_the_newest_layer_and_formats_also_those_the_description_names() -> None:
    assert texts(FULL, "size") == ["5023000 bytes", "3 files"]
    assert texts(FULL, "format") == ["application/netcdf", "text/csv", "application/pdf", "ODV spreadsheet"]
