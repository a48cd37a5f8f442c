"""What a draft says of its job: taken from the request and the inputs, never guessed, whatever a draft held."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compute.returns.describing import fields_of
from compute.returns.licences import Doubt, inherited
from compute.returns.told import Standing
from repository.record.assess import assess
from tests.compute.returns.stories import OXYGEN, SALT, origin, read, told

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
FIELDS = ("licence", "poles", "keywords", "topics", "variables", "place", "time")
NAMES = ("CC0-1.0", "etalab-2.0", "CC-BY-4.0", "CC-BY-NC-4.0", "CC-BY-SA-4.0", "CC-BY-NC-SA-4.0", "ODbL-1.0")


def by(*names: str) -> tuple[Any, Doubt | None]:
    licence, doubt = inherited([{"spdx": name} for name in names])
    return (licence or {}).get("spdx"), doubt


@pytest.mark.parametrize(
    ("names", "strictest"),
    [
        (["CC-BY-4.0"], "CC-BY-4.0"),
        (["CC0-1.0", "CC-BY-4.0", "etalab-2.0"], "CC-BY-4.0"),
        (["CC-BY-4.0", "CC-BY-NC-4.0"], "CC-BY-NC-4.0"),
        (["CC-BY-SA-4.0", "CC-BY-4.0"], "CC-BY-SA-4.0"),
        (["CC-BY-NC-SA-4.0", "CC-BY-NC-4.0", "CC0-1.0"], "CC-BY-NC-SA-4.0"),
        (["MIT", "MIT"], "MIT"),
    ],
)
def test_the_licence_is_the_most_restrictive_of_the_inputs(names: list[str], strictest: str) -> None:
    assert by(*names) == by(*reversed(names)) == (strictest, None)


@pytest.mark.parametrize(
    ("names", "doubt"),
    [
        ([], Doubt.NOTHING_READ),
        (["CC-BY-4.0", ""], Doubt.MISSING),
        (["CC-BY-ND-4.0"], Doubt.NO_PRODUCTS),
        (["CC-BY-SA-4.0", "CC-BY-NC-4.0"], Doubt.CONFLICT),
        (["CC-BY-SA-4.0", "ODbL-1.0"], Doubt.CONFLICT),
        (["MIT", "CC-BY-4.0"], Doubt.UNKNOWN),
    ],
)
def test_licences_that_do_not_go_together_give_none_and_say_why(names: list[str], doubt: Doubt) -> None:
    assert by(*names) == (None, doubt)


@settings(max_examples=50)
@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=5), st.sampled_from(NAMES))
def test_one_more_input_never_frees_a_product(names: list[str], more: str) -> None:
    before, after = by(*names)[0], by(*names, more)[0]
    if before is None:
        assert after is None
    elif after is not None:
        assert by(before, after)[0] == after


def _days(years: list[int], months: Any) -> Any:
    """The period of a draft of such a climatology."""
    return fields_of(told(parameters={"years": years, "months": months}))["time"]["periods"][0]


def test_a_request_goes_before_the_descriptions_of_its_inputs() -> None:
    source = origin(
        variables=[OXYGEN, SALT],
        place={"boxes": [{"west": 0, "south": 0, "east": 1, "north": 1}]},
        time={"periods": [{"begin": "1990", "end": "1999"}]},
    )
    asked: dict[str, Any] = {
        "area": {"bbox": [170, -10, 0, -170, 10, 5]},
        "years": [2001, 2010],
        "depths": [0, 50],
        "variable": "DOXY",
    }
    said = fields_of(told(read(source), parameters=asked, formats={"area": "ogc-bbox"}))
    assert said["place"] == {"boxes": [{"west": 170, "south": -10, "east": -170, "north": 10}]}
    assert said["time"] == {"periods": [{"begin": "2001", "end": "2010"}]}
    assert _days([2001, 2010], [[12, 1, 2], [6, 7, 8]]) == {"begin": "2000-12-01", "end": "2010-08-31"}
    assert _days([2001, 2001], [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]]) == {
        "begin": "2001-01-01",
        "end": "2001-12-31",
    }
    assert _days([2001, 2004], [[1, 13]]) == {"begin": "2001", "end": "2004"}
    assert said["vertical"] == [{"minimum": 0, "maximum": 50, "unit": "m", "positive": "down"}]
    assert said["variables"] == [OXYGEN]
    assert said["abstract"]["en"].endswith(
        "Area (west, south, east, north): 170, -10, -170, 10. Period: 2001/2010. Variables: DOXY."
    )

    plain = fields_of(told(read(source), parameters={"variable": "sdn:p01::psalst01"}))
    assert (plain["place"], plain["time"]) == (source.description["place"], source.description["time"])
    assert plain["variables"] == [SALT]


def test_each_layer_is_a_relation_and_each_file_a_source() -> None:
    reads = [read(number=1), read(number=2), read(origin("10.5072/43#9"), 3), read(origin("", Standing.DRAFT), 4, "")]
    said = fields_of(told(*reads))

    assert [(work["identifier"], work["relation"]) for work in said["related"]] == [
        ("10.5072/42#7", "IsDerivedFrom"), ("10.5072/43#9", "IsDerivedFrom")
    ]  # fmt: skip
    assert [source["sha256"] for source in said["provenance"]["sources"]] == [each.sha256 for each in reads]
    assert said["provenance"]["software"][-1]["uri"] == "https://data.example.org/compute/divand/"
    assert "and 2 other datasets" in said["title"]["en"]
    assert said["abstract"]["fr"].endswith("1 fichier : field.nc : Gridded field.")
    assert "un brouillon du déposant" in said["lineage"]["fr"]


def test_keywords_of_variables_that_were_not_computed_stay_behind() -> None:
    words = ("dissolved oxygen", "Oxygène", "practical salinity", "Gulf of Lion", "sea water")
    keywords = [{"term": {"en": word}} for word in words]
    oxygen = OXYGEN | {"label": {"en": "dissolved oxygen", "fr": "oxygène"}}
    source = read(origin(variables=[oxygen, SALT], keywords=keywords))

    def kept(variable: str) -> list[str]:
        said = fields_of(told(source, parameters={"variable": variable}))
        return [each["term"]["en"] for each in said["keywords"]]

    assert kept("PSAL") == ["practical salinity", "Gulf of Lion", "sea water"]
    assert kept("DOXY") == ["dissolved oxygen", "Oxygène", "Gulf of Lion", "sea water"]
    assert kept("TEMP") == ["Gulf of Lion", "sea water"]
    assert kept("sea_water_temperature") == ["Gulf of Lion", "sea water"]
    assert fields_of(told(source, parameters={}))["keywords"] == keywords
    moles = {"name": "DOX2", "standard_name": "moles_of_oxygen_per_unit_mass_in_sea_water"}
    other = read(origin(variables=[moles, SALT], keywords=keywords[:1]))
    assert "keywords" not in fields_of(told(other, parameters={"variable": "PSAL"}))
    assert "variables" not in fields_of(told(source, parameters={"variable": "TEMP"}))


@settings(max_examples=50)
@given(st.fixed_dictionaries(dict.fromkeys(FIELDS, JSON)), JSON)
def test_whatever_a_draft_holds_it_is_described(description: dict[str, Any], value: Any) -> None:
    source = origin("", Standing.DRAFT, **description)
    said = fields_of(told(read(source, url=""), parameters={"text": value, "years": value, "depths": value}))
    assert said["title"]["en"] == "Gridded fields: Oxygen in the gulf"


@pytest.mark.parametrize("text", ["", "  ", "a\x01b", "line\nline", "\u2028", "$(id)", "</script>", "x" * 100_000])
def test_no_parameter_keeps_a_draft_from_being_handed_in(text: str) -> None:
    place, keywords = {"not_applicable": True}, [{"term": {"en": "oxygen"}}]
    source = origin(poles=["ocean"], keywords=keywords, place=place, time=place)
    fields = fields_of(told(read(source), parameters={"text": text}))
    assert not [finding.code for finding in assess(fields | {"place": place, "time": place}).blocking]


def test_parameters_as_the_process_proposes_them_are_in_the_provenance_alone() -> None:
    said = fields_of(told(parameters={"variable": "DOXY", "depths": [0]}, defaults={"depths": [0]}))
    assert "Parameters that were given: variable = DOXY." in said["lineage"]["en"]
    assert [each["name"] for each in said["provenance"]["parameters"]] == ["variable", "depths"]
