"""Data about persons in a text: addresses of mail, telephone numbers, French social security numbers, IBAN. Pure.

Each kind is recognised by its form, the last two by their check digits too; what was found is never told whole.
Sources: INSEE, "Numéro d'inscription au répertoire" (key: 97 less the rest by 97); ISO 13616-1, IBAN (rest by 97 is 1).
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal["mail", "phone", "nir", "iban"]

_MAIL: Final = re.compile(
    r"(?<![\w.+%-])[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@(?:[A-Za-z0-9][A-Za-z0-9-]{0,62}\.){1,6}[A-Za-z]{2,24}(?![\w-])"
)
_PHONE: Final = re.compile(
    r"(?<![\w.,+/-])(?:0[1-9](?P<gap>[ .-])\d\d(?:(?P=gap)\d\d){3}"
    r"|\+33[ .-]?(?:\(0\)[ .-]?)?[1-9](?:[ .-]?\d\d){4}"
    r"|\+[1-9]\d{0,2}[ -]\(?\d{1,4}\)?(?:[ -]\d{2,4}){2,4})(?![\w.,/-]?\d)"
)
_NIR: Final = re.compile(
    r"(?<![\w.,+-])[1-478] ?\d\d ?(?:0[1-9]|1[0-2]|[2-9]\d) ?(?:\d\d|2[ABab]) ?\d{3} ?\d{3} ?\d\d(?![\w.,-]?\d|\w)"
)
_IBAN: Final = re.compile(r"(?<!\w)[A-Z]{2}\d\d(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?!\w)")
_IBAN_LENGTHS: Final[Mapping[str, int]] = {
    "AD": 24, "AT": 20, "BE": 16, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20, "ES": 24, "FI": 18,
    "FR": 27, "GB": 22, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IS": 26, "IT": 27, "LI": 21, "LT": 20, "LU": 20,
    "LV": 21, "MC": 27, "MT": 31, "NL": 18, "NO": 15, "PL": 28, "PT": 25, "RO": 24, "SE": 24, "SI": 19, "SK": 24,
    "SM": 27, "TN": 24,
}  # fmt: skip
"""Country -> letters and digits of its IBAN: those of Europe and Tunisia; others are not looked for."""

_CORSICA: Final[Mapping[str, str]] = {"2A": "19", "2B": "18"}


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that leads to a person. ``shown`` says enough to find it again, and not what it is."""

    kind: Kind
    start: int
    end: int
    shown: str


def persons_in(text: str) -> Iterator[Hit]:
    """What leads to persons, each once, in no order. Time grows with the length of the text only.

    >>> [hit.shown for hit in persons_in("ask clara.marin@example.org or 04 68 88 73 73")]
    ['c…@….org', '04 …']
    """
    taken: list[tuple[int, int]] = []
    for kind, expression in _SOUGHT:
        if kind == "mail" and "@" not in text:
            continue
        for match in expression.finditer(text):
            start, end = match.span()
            place = bisect_left(taken, (start, end))
            if (place and taken[place - 1][1] > start) or (place < len(taken) and taken[place][0] < end):
                continue
            if _is_sound(kind, match[0]):
                taken.insert(place, (start, end))
                yield Hit(kind, start, end, _masked(kind, match[0]))


_SOUGHT: Final[tuple[tuple[Kind, re.Pattern[str]], ...]] = (
    ("nir", _NIR),
    ("iban", _IBAN),
    ("phone", _PHONE),
    ("mail", _MAIL),
)


def _is_sound(kind: Kind, text: str) -> bool:
    """Whether check digits agree; a telephone number has nine digits at least."""
    plain = text.replace(" ", "").upper()
    match kind:
        case "nir":
            return is_nir(plain)
        case "iban":
            return is_iban(plain)
        case "phone":
            return 9 <= sum(letter.isdecimal() for letter in plain) <= 15
        case "mail":
            return True


def is_nir(plain: str) -> bool:
    """Whether fifteen letters without blanks are a French social security number, by its key.

    >>> is_nir("255081416802538"), is_nir("255081416802539")
    (True, False)
    """
    number = plain[:5] + _CORSICA.get(plain[5:7], plain[5:7]) + plain[7:13]
    return len(plain) == 15 and (number + plain[13:]).isdecimal() and 97 - int(number) % 97 == int(plain[13:])


def is_iban(plain: str) -> bool:
    """Whether letters without blanks are an IBAN, by its country, its length and its check digits.

    >>> is_iban("FR1420041010050500013M02606"), is_iban("FR1520041010050500013M02606")
    (True, False)
    """
    if len(plain) != _IBAN_LENGTHS.get(plain[:2]) or not plain.isascii():
        return False
    turned = plain[4:] + plain[:4]
    return int("".join(str(int(letter, 36)) for letter in turned)) % 97 == 1


def _masked(kind: Kind, text: str) -> str:
    match kind:
        case "mail":
            return f"{text[0]}…@….{text.rpartition('.')[2]}"
        case "phone":
            return f"{text[:3] if text[0] == '+' else text[:2]} …"
        case "nir":
            return f"{text[0]} …"
        case "iban":
            return f"{text[:2]}…"
