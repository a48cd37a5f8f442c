"""Units as UDUNITS writes them, and whether two measure the same quantity. Pure.

Source: UDUNITS-2, its grammar and tables, as far as units of Earth science go; CF adds degrees of direction, levels
and the sverdrup. What is not read here is not wrong: the answer is then that it is not known.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final, cast

from repository.inspection.table.units import word_set

Dimensions = tuple[int, int, int, int, int, int, int]
"""Exponents of metre, kilogram, second, ampere, kelvin, mole and candela."""

NONE: Final[Dimensions] = (0, 0, 0, 0, 0, 0, 0)
_BASE: Final = ("m", "kg", "s", "A", "K", "mol", "cd")
_LONGEST: Final = 80

_NAMED: Final = """
m metre meter metres meters mètre mètres|m 1
g gram grams gramme grammes|kg 1
s sec second seconds seconde secondes|s 1
A ampere amperes|A 1
K kelvin kelvins|K 1
mol mole moles|mol 1
cd candela|cd 1
Hz hertz Bq becquerel|s -1
N newton newtons|m 1 kg 1 s -2
Pa pascal pascals bar bars atm atmosphere mmHg|m -1 kg 1 s -2
J joule joules eV cal calorie|m 2 kg 1 s -2
W watt watts|m 2 kg 1 s -3
C coulomb|s 1 A 1
V volt volts|m 2 kg 1 s -3 A -1
F farad|m -2 kg -1 s 4 A 2
ohm ohms Ω|m 2 kg 1 s -3 A -2
S siemens mho|m -2 kg -1 s 3 A 2
Wb weber|m 2 kg 1 s -2 A -1
T tesla gauss|kg 1 s -2 A -1
lm lumen|cd 1
lx lux|m -2 cd 1
Gy gray Sv sievert|m 2 s -2
L l liter litre liters litres|m 3
min minute minutes h hr hour hours heure heures d day days jour jours week weeks month months mois|s 1
yr year years a an ans annee années|s 1
degC °C celsius Celsius degree_C degrees_C degree_Celsius degrees_Celsius degree_celsius degrees_celsius deg_C|K 1
degF °F fahrenheit degreeC degreesC|K 1
sverdrup sverdrups|m 3 s -1
Gal gal|m 1 s -2
knot knots kn kt kts|m 1 s -1
ha hectare hectares are|m 2
t tonne tonnes|kg 1
foot feet ft inch nautical_mile mile|m 1
E einstein Ein|mol 1
dobson DU|m -2 mol 1
rad radian radians degree degrees deg ° arcsecond arcminute sr steradian|
degrees_north degree_north degrees_N degree_N degN degrees_east degree_east degrees_E degree_E degE|
degree_true degrees_true|
percent % permil per_mil ‰ %o ppm ppmv ppb ppbv ppt pptv psu PSU practical_salinity_unit|
1 count counts unitless dimensionless level layer sigma_level dB dBZ pH individual individuals ind cell cells|
"""
_PREFIXES: Final = tuple(
    sorted(
        word_set(
            "Y Z E P T G M k h da d c m u µ μ n p f a z y yotta zetta exa peta tera giga mega kilo hecto deca deci "
            "centi milli micro nano pico femto atto zepto yocto"
        )
    )
)
_SUPERSCRIPTS: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺−", "0123456789-+-")
_FACTOR: Final = re.compile(
    r"([A-Za-zµμ°%‰ΩèéÈÉ_]+)(?:\^?([-+]?\d{1,2}))?|(\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)(?:\^([-+]?\d{1,2}))?"
)
_SUBSTANCE: Final = re.compile(
    r"(?<![A-Za-zµμ])([kmunpµμ]?(?:g|mol))[ -]?(?:CO2|NO3|O2|C|N|P|Si|S|[Cc]hl(?:[- ]?a)?|photons?|quanta)(?![A-Za-z])"
)
"""Of what a mass or an amount is: no part of the unit."""

_SINCE: Final = re.compile(r"\s+(?:since|after|from|ref|@)\s.*", re.IGNORECASE | re.DOTALL)
_WHOLE: Final = frozenset({"%o"})


def _table() -> Mapping[str, Dimensions]:
    table: dict[str, Dimensions] = {}
    for row in _NAMED.strip().splitlines():
        names, _, dimensions = row.partition("|")
        parts = dimensions.split()
        powers = dict(zip(parts[::2], map(int, parts[1::2]), strict=True))
        value = tuple(powers.get(base, 0) for base in _BASE)
        table |= dict.fromkeys(names.split(), cast("Dimensions", value))
    return table


_UNITS: Final = _table()


def dimensions_of(unit: str) -> Dimensions | None:
    """What a unit measures; None where it is not read.

    >>> dimensions_of("umol kg-1") == dimensions_of("mmol/kg"), dimensions_of("bananas")
    (True, None)
    """
    text = _SINCE.sub("", unit.strip())
    if not text or len(text) > _LONGEST or text.count("(") > 1:
        return NONE if text == "1" else None
    if text in _WHOLE:
        return NONE
    text = text.translate(_SUPERSCRIPTS).replace("**", "^").replace("(", " ").replace(")", " ")
    text = _SUBSTANCE.sub(r"\1", text)
    total = NONE
    pieces = re.split(r"/|\bper\b", text)
    for place, piece in enumerate(pieces):
        factors = list(_factors(piece))
        if None in factors or not (factors or (place == 0 and len(pieces) > 1)):
            return None
        for at, factor in enumerate(each for each in factors if each is not None):
            total = _joined(total, factor, -1 if place and at == 0 else 1)
    return total


def _factors(piece: str) -> Iterator[Dimensions | None]:
    """The factors of a product; None for what is none."""
    for word in re.split(r"[\s.·*×]+(?!\d)|\s+", piece.strip()):
        at = 0
        while at < len(word):
            match = _FACTOR.match(word, at)
            if match is None:
                yield None
                return
            at = match.end()
            yield NONE if match[3] else _powered(match[1], int(match[2] or 1))


def _powered(name: str, power: int) -> Dimensions | None:
    base = _named(name)
    return None if base is None else _scaled(base, power)


def _named(name: str) -> Dimensions | None:
    if name in _UNITS:
        return _UNITS[name]
    for prefix in _PREFIXES:
        rest = name.removeprefix(prefix)
        if rest != name and rest in _UNITS:
            return _UNITS[rest]
    return None


def _scaled(value: Dimensions, power: int) -> Dimensions:
    return cast("Dimensions", tuple(each * power for each in value))


def _joined(one: Dimensions, other: Dimensions, sign: int) -> Dimensions:
    return cast("Dimensions", tuple(first + sign * second for first, second in zip(one, other, strict=True)))
