"""The species whose places are not told precisely, and finding their names in cells and texts. Pure.

`taxa.csv` is the list, with where each stands in law; it is small on purpose and versioned by its first line.
"""

import csv
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

LIST: Final = Path(__file__).resolve().parent / "taxa.csv"
_BINOMIAL: Final = re.compile(r"\s*([A-Za-z]{3,40})(?:[ _]+(?:\([A-Za-z]+\)[ _]+)?([a-z][a-z-]{2,40}))?(?![A-Za-z])")
_PAIR: Final = re.compile(r"\b(?=([A-Z][a-z]{2,40}) ([a-z][a-z-]{2,40})\b)")
_WORD: Final = re.compile(r"[a-z]+")
_TAME: Final = re.compile(r"\bfamiliaris\b")
"""The dog is a subspecies of the wolf."""

_LONGEST_TEXT: Final = 200_000


@dataclass(frozen=True, slots=True)
class Taxon:
    """One species, or a whole genus where the name is one word. ``source``: where it is listed."""

    name: str
    english: str
    french: str
    source: str


@dataclass(frozen=True, slots=True)
class Taxa:
    """The list. ``by_name``: scientific names and synonyms in small letters; ``by_words``: common names as words."""

    version: str
    taxa: tuple[Taxon, ...]
    by_name: dict[str, Taxon]
    by_words: dict[tuple[str, ...], Taxon]


@lru_cache(maxsize=1)
def protected_taxa() -> Taxa:
    """The list that comes with the software."""
    with LIST.open(encoding="utf-8", newline="") as stream:
        version = stream.readline().lstrip("# ").strip()
        rows = list(csv.DictReader(stream))
    taxa = tuple(Taxon(row["name"], row["english"], row["french"], row["source"]) for row in rows)
    names = {
        name.strip().lower(): taxon
        for row, taxon in zip(rows, taxa, strict=True)
        for name in (row["name"], *row["synonyms"].split("|"))
        if name.strip()
    }
    common = {words_of(name): taxon for taxon in taxa for name in (taxon.english, taxon.french) if name}
    return Taxa(version, taxa, names, {words: taxon for words, taxon in common.items() if len(words) > 1})


def taxon_of(cell: str) -> Taxon | None:
    """The listed species that a cell names, with author and year or without; a subspecies counts as its species.

    >>> taxon = taxon_of("Ursus arctos Linnaeus, 1758")
    >>> taxon.name if taxon else ""
    'Ursus arctos'
    """
    match = _BINOMIAL.match(cell[:200])
    if match is None:
        return None
    names = protected_taxa().by_name
    genus, species = match[1].lower(), (match[2] or "").lower()
    if _TAME.search(cell[:200]):
        return None
    return names.get(f"{genus} {species}") or (names.get(genus) if match[1][0].isupper() else None)


def taxa_in(text: str) -> Iterator[Taxon]:
    """The listed species that a text names by their scientific or common names, each once."""
    listed, found = protected_taxa(), dict[Taxon, None]()
    part = text[:_LONGEST_TEXT]
    for genus, species in _PAIR.findall(part):
        taxon = listed.by_name.get(f"{genus} {species}".lower())
        if taxon:
            found[taxon] = None
    words = words_of(part)
    for size in {len(each) for each in listed.by_words}:
        for at in range(len(words) - size + 1):
            taxon = listed.by_words.get(words[at : at + size])
            if taxon:
                found[taxon] = None
    yield from found


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in small letters without accents and plural endings.

    >>> words_of("Loutres d'Europe")
    ('loutre', 'd', 'europe')
    """
    plain = unicodedata.normalize("NFKD", text.replace("œ", "oe"))
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter)).lower()
    return tuple(word[:-1] if word[-1] in "sx" and len(word) > 3 else word for word in _WORD.findall(bare))
