"""One unit for each quantity, and how others are turned into it; every number with its source. Pure.

Sources of the numbers: 44.661 umol of O2 in a millilitre (ICES and SeaDataNet: 22.391 l/mol, real gas at 0 degC and
1013.25 hPa); molar masses of the IUPAC table of standard atomic weights 2021 (O2 31.9988, N 14.0067, P 30.973762, Si
28.0855 g/mol); 1.025 kg/l, the density of sea water that EMODnet Chemistry takes for umol/kg; 273.15 K (SI brochure).
Spellings: NVS P06, UDUNITS, and what real files write.
"""

import re
from typing import Final, NamedTuple


class Harmonised(NamedTuple):
    """`value * factor + offset` is in `unit`; `rule` tells the source, blank where nothing is done or known."""

    unit: str
    factor: float = 1.0
    offset: float = 0.0
    rule: str = ""


_P06: Final = {
    "UPOX": "umol/l", "MMCM": "umol/l", "KGUM": "umol/kg", "UMLL": "ml/l", "UMGL": "mg/l", "UGPL": "ug/l",
    "UMMC": "ug/l", "UPAA": "degC", "UPKA": "K", "UUUU": "1", "UPPT": "1e-3", "UGKG": "g/kg", "ULAA": "m",
    "UPDB": "dbar", "PASX": "Pa", "UPBB": "hPa", "MMPL": "mmol/l", "MLM3": "mmol/l", "CMUM": "nmol/l", "UPCT": "%",
}  # fmt: skip
_SPELLINGS: Final = {
    "umol/l": "umol/l micromol/l micromole/l micromoles/l micromolesperlitre micromoleperlitre µmol/l μmol/l umoll-1 "
    "umol.l-1 umoles/l mmol/m3 mmolm-3 mmol.m-3 millimoles/m3 millimolespercubicmetre µm/l um/l",
    "mmol/l": "mmol/l mmoll-1 mol/m3 molm-3 mol.m-3",
    "nmol/l": "nmol/l nmoll-1 umol/m3 umolm-3",
    "umol/kg": "umol/kg µmol/kg μmol/kg umolkg-1 umol.kg-1 micromole/kg micromoles/kg micromol/kg "
    "micromolesperkilogram micromoleperkilogram",
    "ug-at/l": "ug-at/l µg-at/l ugat/l ugatom/l ug-atom/l",
    "ml/l": "ml/l mll-1 ml.l-1 millilitre/l milliliters/l millilitresperlitre",
    "mg/l": "mg/l mgl-1 mg.l-1 g/m3 gm-3 milligramsperlitre milligram/l",
    "ug/l": "ug/l µg/l μg/l ugl-1 ug.l-1 mg/m3 mgm-3 mg.m-3 microgramsperlitre milligramspercubicmetre microgram/l",
    "ng/l": "ng/l ngl-1 ug/m3 ugm-3",
    "degC": "degc deg_c degreec degreesc degreecelsius degreescelsius celsius celsiusdegree celsiusdegrees °c c "
    "degree_celsius degrees_celsius degree_c degrees_c its-90 deg.c",
    "K": "k kelvin kelvins degk degreek degreesk degree_kelvin",
    "degF": "degf °f fahrenheit degreef degree_fahrenheit",
    "1e-3": "1e-3 0.001 psu p.s.u. p.s.u pss pss-78 pss78 ppt ‰ permille permil practicalsalinityunit "
    "practicalsalinityunits partsperthousand",
    "1": "1 dmnless dimensionless unitless none - phunits ph_units nbs total",
    "g/kg": "g/kg gkg-1 g.kg-1",
    "m": "m meter meters metre metres",
    "km": "km kilometer kilometers kilometre kilometres",
    "cm": "cm centimeter centimeters centimetre centimetres",
    "dbar": "dbar decibar decibars db decibar=10000pascals decibars=10000pascals",
    "Pa": "pa pascal pascals",
    "hPa": "hpa mbar millibar millibars hectopascal",
    "kPa": "kpa kilopascal",
    "MPa": "mpa megapascal",
    "bar": "bar bars",
    "%": "% percent",
}  # fmt: skip
_KNOWN: Final = {spelling: unit for unit, words in _SPELLINGS.items() for spelling in words.split()}

_OXYGEN: Final = 31.9988
_SEA: Final = ("umol/kg", 1.025, "1.025 kg/l, the density of sea water taken by EMODnet Chemistry")
_AMOUNTS: Final = (("mmol/l", 1000.0, "SI"), ("nmol/l", 0.001, "SI"), _SEA)
_Rows = tuple[tuple[str, float, str], ...]
_TABLE: Final[dict[str, tuple[str, _Rows]]] = {
    "oxygen": (
        "umol/l",
        (
            *_AMOUNTS,
            ("ml/l", 44.661, "44.661 umol in 1 ml of O2 (ICES, SeaDataNet)"),
            ("mg/l", 1000 / _OXYGEN, "molar mass of O2 31.9988 g/mol (IUPAC)"),
            ("ug/l", 1 / _OXYGEN, "molar mass of O2 31.9988 g/mol (IUPAC)"),
            ("ug-at/l", 0.5, "two atoms in O2"),
        ),
    ),
    "nutrient": ("umol/l", (*_AMOUNTS, ("ug-at/l", 1.0, "one atom in each molecule"))),
    "chlorophyll": ("mg/m3", (("ug/l", 1.0, "SI"), ("mg/l", 1000.0, "SI"), ("ng/l", 0.001, "SI"))),
    "temperature": (
        "degC",
        (("K", 1.0, "273.15 K (SI brochure)"), ("degF", 5 / 9, "32 degF and 212 degF at 0 and 100 degC")),
    ),
    "salinity": ("1e-3", (("1", 1.0, "practical salinity (PSS-78) has no unit"),)),
    "pressure": (
        "dbar",
        (("Pa", 1e-4, "SI"), ("hPa", 0.01, "SI"), ("kPa", 0.1, "SI"), ("MPa", 100.0, "SI"), ("bar", 10.0, "SI")),
    ),
    "length": ("m", (("km", 1000.0, "SI"), ("cm", 0.01, "SI"))),
}
_OFFSETS: Final = {"K": -273.15, "degF": -160 / 9}
_ELEMENTS: Final = {"n": (14.0067, "N"), "p": (30.973762, "P"), "si": (28.0855, "Si")}

_CODES: Final = (
    ("oxygen", ("DOXY", "DOXM")),
    ("nutrient", ("NTRA", "NTRZ", "NTRI", "AMON", "PHOS", "SLCA", "TPHS", "NTOT", "TDNT", "UREA")),
    ("chlorophyll", ("CPHL", "CHPH", "PTAX", "CHLB", "CHLC")),
    ("temperature", ("TEMP", "PSST", "POTM", "TMES")),
    ("salinity", ("PSAL", "PSLT", "ODSD", "SSAL", "CSAL")),
    ("pressure", ("PRES",)),
    ("length", ("ADEP", "DEPH", "MBAN")),
)
"""Beginnings of P01 codes; Argo's parameters begin so too."""
_WORDS: Final = (
    (
        "",
        r"saturation|conductivity|_ratio|flux|\brate\b|isotop|velocity|\btime\b|anomaly|error|absolute|potential_density",
    ),
    ("oxygen", r"oxyg|doxy|\bo2\b"),
    ("nutrient", r"nitrate|nitrite|ammoni|phosph|silic|nitrogen|urea|\b(no3|no2|nh4|po4|sio4|sioh4|din)\b"),
    ("chlorophyll", r"chloroph|\bchl|phaeo|pheo|\bfluo"),
    ("temperature", r"temperature|\b(temp|sst|theta)\b"),
    ("salinity", r"salinit|\b(psal|sal|sss)\b"),
    ("pressure", r"\bpres(s|sure|sion)?\b"),
    ("length", r"depth|profondeur|\bheight\b"),
)


def spelled(unit: str, p06: str = "") -> str:
    """A unit as it is spelled here; one that is not known stays as it is written. P06 codes come first.

    >>> spelled("Micromoles per Litre"), spelled("p.s.u."), spelled("", "UPOX"), spelled("furlong")
    ('umol/l', '1e-3', 'umol/l', 'furlong')
    """
    if p06 in _P06:
        return _P06[p06]
    plain = unit.strip().lower()
    close = re.sub(r"[\s*^]+", "", plain.replace("**", ""))
    return _KNOWN.get(close) or _KNOWN.get(close.replace("_", "")) or unit.strip()


def quantity_of(*, p01: str = "", standard_name: str = "", name: str = "") -> str:
    """Which row of the table a variable belongs to, by its code, else its standard name, else its name; or blank."""
    for quantity, beginnings in _CODES:
        if p01 and p01.upper().startswith(beginnings):
            return quantity
    if p01:
        return ""
    text = (standard_name or name).lower().replace("_", " ")
    return next((quantity for quantity, words in _WORDS if re.search(words.replace("_", " "), text)), "")


def harmonise(unit: str, *, p06: str = "", p01: str = "", standard_name: str = "", name: str = "") -> Harmonised:
    """How values of a variable become those of its quantity's unit; what is not known stays as it is.

    >>> round(6 * harmonise("ml/l", name="Oxygen").factor, 3)
    267.966
    """
    written = spelled(unit, p06)
    quantity = quantity_of(p01=p01, standard_name=standard_name, name=name)
    if quantity not in _TABLE:
        return Harmonised(written)
    target, rows = _TABLE[quantity]
    for known, factor, rule in rows:
        if written == known:
            offset = _OFFSETS.get(known, 0.0)
            return Harmonised(target, factor, offset, f"{unit.strip() or p06} to {target}: {rule}")
    if quantity == "nutrient" and written in ("mg/l", "ug/l"):
        return _by_element(unit, written, name)
    return Harmonised(written)


def _by_element(unit: str, written: str, name: str) -> Harmonised:
    """Grams of a nutrient: only where its name tells of which element, such as `NO3-N`."""
    match = re.search(r"(?:no3|no2|nh4|po4|sio4|sioh4)[-_ ]?(n|p|si)\b", name.lower())
    if match is None:
        return Harmonised(written)
    mass, symbol = _ELEMENTS[match[1]]
    factor = (1000.0 if written == "mg/l" else 1.0) / mass
    return Harmonised("umol/l", factor, 0.0, f"{unit} to umol/l: molar mass of {symbol} {mass} g/mol (IUPAC)")
