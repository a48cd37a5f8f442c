"""Quality flags of several schemes as codes of SeaDataNet's list L20. Pure.

Sources: NVS L20; ODV User's Guide (quality flag schemes); Argo user's manual, reference table 2; GTSPP Real-Time
Quality Control Manual; WHP-90 Data Formats and Procedures (WOCE); IOC Manuals and Guides 54, volume 3 (IODE, also
QARTOD); Copernicus Marine In Situ NetCDF format manual.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np

L20: Final = "0123456789ABQ"
"""No quality control, good, probably good, probably bad, bad, changed, below detection, in excess, interpolated,
missing, phenomenon uncertain, nominal, below the limit of quantification."""
BAD, MISSING, NOT_CONTROLLED = b"4", b"9", b"0"

_SAME: Final = {code: code for code in L20}
_ARGO: Final = {"0": "0", "1": "1", "2": "2", "3": "3", "4": "4", "5": "5", "8": "8", "9": "9"}
_IODE: Final = {"1": "1", "2": "0", "3": "3", "4": "4", "9": "9"}
_SCHEMES: Final[Mapping[str, Mapping[str, str]]] = {
    "SEADATANET": _SAME,
    "ODV": {"0": "1", "1": "0", "4": "3", "8": "4"},
    "ARGO": _ARGO,
    "GTSPP": _ARGO,
    "WOCECTD": {"1": "0", "2": "1", "3": "3", "4": "4", "5": "9", "6": "8", "7": "5", "9": "9"},
    "WOCEBOTTLE": {"1": "9", "2": "1", "3": "3", "4": "4", "5": "9", "6": "1", "7": "2", "8": "2", "9": "9"},
    "WOCESAMPLE": {"1": "9", "2": "1", "3": "3", "4": "4", "5": "9", "6": "1", "7": "2", "8": "2", "9": "9"},
    "IODE": _IODE,
    "QARTOD": _IODE,
    "OCEANSITES": {**_ARGO, "7": "B"},
    "COPERNICUS": {**_ARGO, "7": "B"},
}
_MEANINGS: Final = (
    ("no_quality no_qc unknown not_evaluated not_checked unevaluated unknown_quality", "0"),
    ("probably_good", "2"),
    ("probably_bad questionable suspect bad_data_that_are_potentially_correctable potentially_correctable", "3"),
    ("below_detection", "6"),
    ("in_excess", "7"),
    ("below_limit_of_quantification limit_of_quantification", "Q"),
    ("interpolated estimated", "8"),
    ("nominal", "B"),
    ("uncertain", "A"),
    ("missing not_reported not_sampled no_data", "9"),
    ("changed", "5"),
    ("good pass acceptable correct", "1"),
    ("bad fail failed incorrect", "4"),
)
"""Words of `flag_meanings`, the first that fits counts."""


def scheme(name: str) -> Any:
    """What each byte of a scheme's flags is in L20 (256); codes of an unknown scheme tell nothing.

    >>> scheme("ODV")[ord("8")], scheme("nobody's")[ord("4")]
    (np.bytes_(b'4'), np.bytes_(b'0'))
    """
    plain = "".join(letter for letter in name.upper() if letter.isalnum())
    return _table(_SCHEMES.get(plain, {}))


def meant(values: Sequence[Any], meanings: Sequence[str]) -> dict[int, str]:
    """What flag values mean by their `flag_meanings` (CF 3.5); values of characters by the number of the character."""
    numbers = [ord(each) if isinstance(each, str | bytes) and len(each) == 1 else int(each) for each in values]
    return {number: _meaning(word.lower()) for number, word in zip(numbers, meanings, strict=False)}


def codes(texts: Sequence[str], table: Any) -> Any:
    """The codes of cells (S1): a blank one was not controlled."""
    joined = "".join(texts)
    if len(joined) != len(texts) or not joined.isascii():
        joined = "".join(text.strip()[:1] or "0" for text in texts)
    return table[np.frombuffer(joined.encode("ascii", "replace"), dtype=np.uint8)]


def _meaning(word: str) -> str:
    return next((code for words, code in _MEANINGS if any(each in word for each in words.split())), "0")


def _table(known: Mapping[str, str]) -> Any:
    table = np.full(256, NOT_CONTROLLED, dtype="S1")
    for written, code in known.items():
        table[ord(written)] = code.encode()
    return table
