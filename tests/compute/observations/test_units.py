"""Units are harmonised by numbers that are told, and left alone where nobody knows."""

import pytest

from compute.observations.flags import L20, codes, meant, scheme
from compute.observations.units import harmonise, quantity_of, spelled

CASES = [
    ("ml/l", "Dissolved oxygen", 6.0, 267.966, "umol/l"),
    ("mg/l", "Dissolved oxygen", 0.0319988, 1.0, "umol/l"),
    ("umol/kg", "DOXY", 200.0, 205.0, "umol/l"),
    ("mmol m-3", "Oxygen", 200.0, 200.0, "umol/l"),
    ("K", "sea_water_temperature", 273.15, 0.0, "degC"),
    ("Celsius degree", "Temperature", 12.5, 12.5, "degC"),
    ("degree_Celsius", "TEMP", 12.5, 12.5, "degC"),
    ("psu", "PSAL", 35.0, 35.0, "1e-3"),
    ("1", "sea_water_practical_salinity", 35.0, 35.0, "1e-3"),
    ("P.S.U.", "Salinity", 35.0, 35.0, "1e-3"),
    ("mg/m^3", "Chlorophyll-a", 0.7, 0.7, "mg/m3"),
    ("ug/l", "chlorophyll", 0.7, 0.7, "mg/m3"),
    ("mol m-3", "mole_concentration_of_nitrate_in_sea_water", 0.005, 5.0, "umol/l"),
    ("mg/l", "Nitrate NO3-N", 0.0140067, 1.0, "umol/l"),
    ("ug/l", "Phosphate PO4-P", 30.973762, 1.0, "umol/l"),
    ("pascals", "sea_water_pressure", 10_000.0, 1.0, "dbar"),
    ("furlong", "Depth", 2.0, 2.0, "furlong"),
    ("mg/l", "Nitrate", 2.0, 2.0, "mg/l"),
    ("%", "oxygen saturation", 98.0, 98.0, "%"),
    ("g/kg", "Absolute Salinity", 35.0, 35.0, "g/kg"),
]


@pytest.mark.parametrize(("unit", "name", "value", "wanted", "target"), CASES)
def test_a_value_in_one_unit_is_the_known_value_in_another(
    unit: str, name: str, value: float, wanted: float, target: str
) -> None:
    found = harmonise(unit, name=name)
    assert found.unit == target
    assert value * found.factor + found.offset == pytest.approx(wanted, abs=1e-9)
    assert found.rule or (found.factor, found.offset) == (1.0, 0.0)


def test_a_code_tells_the_quantity_and_the_unit_before_any_words() -> None:
    assert quantity_of(p01="DOXYSE01", name="Salinity") == "oxygen"
    assert spelled("who knows", "UMLL") == "ml/l"
    assert harmonise("", p06="UMLL", p01="DOXYZZXX").factor == 44.661


def test_flags_of_other_schemes_become_codes_of_l20() -> None:
    assert codes(["1", "", "A", "?"], scheme("SEADATANET")).tolist() == [b"1", b"0", b"A", b"0"]
    assert codes(["0", "8", " 4 "], scheme("ODV")).tolist() == [b"1", b"4", b"3"]
    assert codes(list("0123456789"), scheme("nobody's")).tolist() == [b"0"] * 10
    assert codes(list(L20), scheme("SeaDataNet")).tolist() == [each.encode() for each in L20]
    assert meant([0, 1, 2, 3], ["no_quality_control", "good_data", "probably_bad_data", "bad"]) == {
        0: "0",
        1: "1",
        2: "3",
        3: "4",
    }
