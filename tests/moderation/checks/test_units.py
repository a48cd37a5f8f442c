"""Units are read as UDUNITS writes them, whatever the writing, and compared by what they measure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.checks.units import NONE, dimensions_of

ALIKE = (
    ("umol kg-1", "µmol/kg", "μmol.kg-1", "umol kg^-1", "nmol kg**-1", "mmol·kg⁻¹", "micromoles per kilogram"),
    ("m s-1", "m/s", "km/h", "knots", "cm s^-1", "mm/day"),
    ("degC", "K", "°C", "degree_Celsius", "kelvin"),
    ("hPa", "dbar", "mmHg", "N m-2"),
    ("mg m-3", "µg/L", "g m-3", "mg C m-3", "mgC/m3", "ug Chl-a L-1"),
    ("1", "%", "psu", "ppm", "degrees_north", "1e-3", "ml/l", "mol/mol"),
    ("days since 1950-01-01 00:00:00", "s", "yr", "hours"),
    ("W m-2", "J m-2 s-1"),
    ("10^6 m3 s-1", "sverdrup"),
    ("mGal", "m s-2", "cm/s2"),
    ("s-1", "Hz", "per second", "1/s"),
)


@pytest.mark.parametrize("units", ALIKE, ids=lambda units: str(units[0]))
def test_units_of_one_quantity_have_the_same_dimensions(units: tuple[str, ...]) -> None:
    assert len({dimensions_of(unit) for unit in units}) == 1
    assert dimensions_of(units[0]) is not None


def test_units_of_different_quantities_differ() -> None:
    firsts = [dimensions_of(units[0]) for units in ALIKE]
    assert len(set(firsts)) == len(firsts)


@pytest.mark.parametrize("unit", ["bananas", "NTU", "", "m s-1 of water", "??", "kg/", "//", "()", "m" * 100, "12x"])
def test_what_is_no_unit_is_not_read(unit: str) -> None:
    assert dimensions_of(unit) is None


@given(st.text(max_size=120))
def test_any_text_is_answered(text: str) -> None:
    found = dimensions_of(text)
    assert found is None or len(found) == len(NONE)


@given(st.integers(-4, 4), st.sampled_from(["m", "kg", "s", "Pa", "mol"]))
def test_a_unit_and_its_inverse_cancel(power: int, unit: str) -> None:
    assert dimensions_of(f"{unit}{power} {unit}{-power}") == NONE
