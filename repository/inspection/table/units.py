"""What is a unit in the label of a column, and what is only a remark in parentheses. Pure."""

import re
from typing import Final


def word_set(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


_ATOMS: Final = word_set(
    """
    1 m cm mm km dm um µm μm nm pm fm g kg mg µg μg ug ng pg t l ml dl µl μl ul cl mol mmol µmol μmol umol nmol pmol
    fmol s sec ms µs us ns min h hr hour hours d day days wk week month months y yr year years a
    °c degc deg_c degree_c degrees_c
    celsius °f k °k kelvin c °n °e °s °w ° deg degree degrees degre degres degré degrés dd rad radian
    radians degrees_north degrees_east degree_north degree_east degrees_n degrees_e degrees_true degt °t degree_celsius
    degrees_celsius psu pss pss-78 pss78 ppt ppm ppmv ppb ppbv pptv ‰ % %o permil percent pourcent
    dbar bar mbar hpa pa kpa mpa atm µatm μatm uatm decibar decibars v mv µv ma µa w kw mw j kj mj n hz khz mhz
    ohm e µe μe ue einstein ntu ftu fnu fau meq µeq ueq eq mequiv bq mbq kbq dpm cpm gy sv db dbz lux lx lm
    kn kt kts knot knots cell cells ind inds individual individuals indiv count counts number nb unit units unitless
    dimensionless none ph_units pixel pixels mgal gal nt µt ut gauss mb da ha are bp ka ga
    utc iso8601 iso p si chl chla mètre mètres metre metres meter meters heure heures jour jours an ans
    """
)
_EXPONENT: Final = re.compile(r"[\^*]{0,2}[-+−]?[\d¹²³⁻⁰⁴-⁹]+$")
_PARTS: Final = re.compile(r"[\s/.·*()]+")
_LENGTH: Final = 40

_DEGREES: Final = word_set(
    "° deg degree degrees decimal_degrees decimal_degree dd degré degrés degre degres degrés_décimaux degres_decimaux "
    "degrees_decimal wgs84 decdeg deg_dec"
)
DEGREES_NORTH: Final = _DEGREES | word_set(
    "°n °_n degn deg_n degrees_n degrees_north degree_north deg_north n north nord °nord"
)
DEGREES_EAST: Final = _DEGREES | word_set(
    "°e °_e dege deg_e degrees_e degrees_east degree_east deg_east e east est °est"
)
METRES: Final = word_set("m meter meters metre metres mètre mètres m. [m]")


def plain_unit(unit: str) -> str:
    """A unit in lower case with single underscores for blanks, to be compared."""
    return "_".join(unit.lower().split())


def is_unit(text: str) -> bool:
    """Whether a text reads as a unit: known units, joined and raised to powers. ``surface`` and ``n = 12`` are none."""
    plain = text.strip().lower()
    if not plain or len(plain) > _LENGTH:
        return False
    if plain in _ATOMS or plain_unit(plain) in _ATOMS | DEGREES_NORTH | DEGREES_EAST:
        return True
    if " since " in plain or " depuis " in plain:
        return True
    parts = [part for part in _PARTS.split(plain) if part]
    return bool(parts) and all(part in _ATOMS or _EXPONENT.sub("", part) in _ATOMS | {""} for part in parts)
