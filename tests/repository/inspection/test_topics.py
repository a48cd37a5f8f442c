"""The ISO topic of a file is what it says by word, keyword, variable or convention; what is doubtful is not said."""

from pathlib import Path
from typing import Any

import pytest

from repository.inspection import odv
from repository.inspection.combining import combine
from repository.inspection.reading import Place, Proposal, Reading
from repository.inspection.topics import (
    by_variables,
    topic_from_word,
    topic_of_keyword,
    topic_of_name,
    topic_of_variable,
)
from tests.repository.inspection.answers import proposed
from tests.repository.inspection.conftest import ReadNetcdf
from tests.repository.inspection.made_netcdf import column

AIR, EARTH, INLAND, SEA = "climatologyMeteorologyAtmosphere", "geoscientificInformation", "inlandWaters", "oceans"


def named(**standard_names: str) -> Any:
    """A file of variables with these standard names."""

    def build(dataset: Any) -> None:
        dataset.createDimension("obs", 1)
        for name, standard_name in standard_names.items():
            column(dataset, name, [1.0], "1", standard_name=standard_name)

    return build


@pytest.mark.parametrize(
    ("name", "topic"),
    [
        ("sea_water_temperature", SEA),
        ("sea_surface_wave_significant_height", SEA),
        ("mass_concentration_of_chlorophyll_a_in_sea_water", SEA),
        ("sea_ice_thickness standard_error", SEA),
        ("ocean_mixed_layer_thickness", SEA),
        ("air_temperature", AIR),
        ("eastward_wind", AIR),
        ("atmosphere_mole_content_of_methane", AIR),
        ("mass_fraction_of_ozone_in_air", AIR),
        ("soil_temperature", EARTH),
        ("land_ice_thickness", INLAND),
        ("surface_temperature", None),
        ("sea_floor_depth_below_sea_surface", None),
        ("water_flux_into_sea_water_from_rivers", None),
        ("upwelling_radiance_per_unit_wavelength_in_air", None),
        ("surface_carbon_dioxide_partial_pressure_difference_between_sea_water_and_air", None),
        ("hair_length", None),
    ],
)
def test_a_standard_name_says_its_realm_only_where_there_is_one(name: str, topic: str | None) -> None:
    assert topic_of_name(name) == topic


@pytest.mark.parametrize(
    ("code", "topic"),
    [
        ("SDN:P01::PSALST01", SEA),
        ("SDN:P02::ASLV", SEA),
        ("SDN:P01::CAPHZZ01", AIR),
        ("SDN:P02::RVDS", INLAND),
        ("SDN:P01::TEMPPR01", None),
        ("SDN:P06::PSAL", None),
    ],
)
def test_a_code_of_a_water_body_may_be_of_a_lake(code: str, topic: str | None) -> None:
    assert topic_of_variable({"name": "x", "concepts": [{"identifier": code}]}) == topic


def test_a_variable_whose_name_and_code_contradict_says_nothing() -> None:
    concepts = [{"identifier": "SDN:P01::CDTAZZ01"}]
    assert topic_of_variable({"name": "t", "standard_name": "sea_water_temperature", "concepts": concepts}) is None


@pytest.mark.parametrize(
    ("term", "scheme", "topic"),
    [
        ("EARTH SCIENCE > OCEANS > OCEAN TEMPERATURE > WATER TEMPERATURE", "", SEA),
        ("Earth Science|Atmosphere|Clouds", "", AIR),
        ("GCMD:EARTH SCIENCE > CRYOSPHERE > SEA ICE", "", SEA),
        ("EARTH SCIENCE > CRYOSPHERE > SNOW/ICE", "", None),
        ("SOLID EARTH > SEISMOLOGY", "NASA/GCMD Earth Science Keywords", EARTH),
        ("SOLID EARTH > SEISMOLOGY", "", None),
        ("oceans", "", None),
    ],
)
def test_a_gcmd_keyword_says_its_topic_by_its_path(term: str, scheme: str, topic: str | None) -> None:
    assert topic_of_keyword(term, scheme) == topic


def test_topics_are_known_however_they_are_written() -> None:
    written = ("Climatology/Meteorology/Atmosphere", "INLAND WATERS", EARTH, "Utilities/Communications")
    assert [topic_from_word(word) for word in written] == [AIR, INLAND, EARTH, "utilitiesCommunication"]
    assert topic_from_word("water") is None


def test_an_attribute_that_names_the_topic_wins_over_what_was_measured(read_netcdf: ReadNetcdf) -> None:
    def build(dataset: Any) -> None:
        named(t="sea_water_temperature")(dataset)
        dataset.setncatts({"topic_category": "Inland waters; biota", "keywords": "EARTH SCIENCE > OCEANS"})

    reading = read_netcdf(build)
    assert proposed(reading, "topics") == ["biota", INLAND]
    assert [each.place.english for each in reading.proposals if each.field == "topics"] == [
        "attribute `topic_category`"
    ]


def test_a_topic_that_no_list_has_leaves_the_question_to_the_rest(read_netcdf: ReadNetcdf) -> None:
    def build(dataset: Any) -> None:
        named(t="sea_water_temperature")(dataset)
        dataset.setncatts({"topic_category": "various", "keywords": "sea"})

    assert proposed(read_netcdf(build), "topics") == [SEA]


def test_keywords_of_the_list_of_topics_are_topics(read_netcdf: ReadNetcdf) -> None:
    said = {"keywords": "oceans, biota, Gulf of Lion", "keywords_vocabulary": "ISO 19115 Topic Categories"}
    assert proposed(read_netcdf(lambda dataset: dataset.setncatts(said)), "topics") == ["biota", SEA]


def test_what_was_measured_beside_the_subject_gives_no_topic(read_netcdf: ReadNetcdf) -> None:
    water = {f"t{number}": "sea_water_temperature" for number in range(4)}
    assert proposed(read_netcdf(named(**water, p="air_pressure")), "topics") == [SEA]
    assert proposed(read_netcdf(named(t="sea_water_temperature", p="air_pressure")), "topics") == [AIR, SEA]
    assert by_variables([{"name": "x"}]) is None


@pytest.mark.parametrize(("convention", "topics"), [("CF-1.6, OceanSITES-1.3", [SEA]), ("CF-1.6", None)])
def test_a_convention_of_the_sea_says_so_where_no_variable_does(
    read_netcdf: ReadNetcdf, convention: str, topics: list[str] | None
) -> None:
    reading = read_netcdf(lambda dataset: dataset.setncatts({"Conventions": convention}))
    assert proposed(reading, "topics") == topics


@pytest.mark.parametrize(
    ("head", "topics"),
    [
        ("//<DataField>Atmosphere</DataField>", [AIR]),
        ("//<DataField>Ocean</DataField>", [SEA]),
        ("//<DataField>GeneralField</DataField>", None),
        ("//SDN_parameter_mapping", [SEA]),
        ("//<subject>SDN:LOCAL:Temp</subject><object>SDN:P01::CDTAZZ01</object>\n//SDN_parameter_mapping", [AIR]),
    ],
)
def test_a_spreadsheet_of_odv_says_its_realm_in_its_head(tmp_path: Path, head: str, topics: list[str] | None) -> None:
    labels = "Cruise\tStation\tType\tyyyy-mm-ddThh:mm:ss.sss\tLongitude [degrees_east]\tLatitude [degrees_north]"
    path = tmp_path / "a.txt"
    path.write_text(f"{head}\n{labels}\tTemp [degC]\nC1\tS1\tB\t2019-04-12T10:00:00\t5.5\t43.1\t13.5\n", "utf-8")
    assert proposed(odv.read(path, name="a.txt"), "topics") == topics


def test_files_that_agree_give_one_proposal_and_others_their_own_and_all_together() -> None:
    def reading(*topics: str) -> Reading:
        return Reading("x", (Proposal("topics", list(topics), Place("here", "ici")),))

    (agreed,) = combine([("a.nc", reading(SEA)), ("b.nc", reading(SEA))])
    assert (agreed.value, len(agreed.sources), agreed.choices) == ([SEA], 2, ())
    (split,) = combine([("a.nc", reading(SEA)), ("b.nc", reading(SEA)), ("c.nc", reading(AIR))])
    assert split.value is None
    assert [(each.value, len(each.sources)) for each in split.choices] == [([AIR, SEA], 3), ([SEA], 2), ([AIR], 1)]
    (wider,) = combine([("a.nc", reading(AIR, SEA)), ("b.nc", reading(SEA))])
    assert [each.value for each in wider.choices] == [[AIR, SEA], [SEA]]
