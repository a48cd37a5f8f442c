"""How a dataset, or one layer of it, is cited: the facts that all citation formats need, and the line of text.

Source: "Creator (Year): Title. Publisher. Identifier", the citation of the DataCite schema; a layer by its fragment.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Final

from repository.crosswalks.checks import TextCheck
from repository.crosswalks.edition import Edition, EditionLayer, EditionStatus
from repository.crosswalks.phrases import TEST_DOI_SENTENCE, data_language, withdrawal_sentence
from repository.crosswalks.xml_text import one_line
from repository.record.model import Record
from repository.record.people import Party, Person

RENDERER: Final = "2"
SHOWN_CREATORS: Final = 20

NOT_CARRIED: Final = (
    "resource_type", "other_titles", "abstract", "data_languages", "identifiers", "contributors", "contacts",
    "funding", "poles", "keywords", "topics", "acquisition", "processing_level", "place", "vertical", "time",
    "reference_systems", "spatial_resolution", "temporal_resolution", "update_frequency", "lineage", "quality",
    "licence", "use_limitations", "access_note", "forwarding", "variables", "instruments", "platforms", "projects",
    "campaigns", "related", "documents", "distribution", "dates", "provenance", "creators.orcid",
    "creators.affiliations", "creators.identifiers", "creators.ror", "creators.country",
)  # fmt: skip
"""Fields of a record that a line of citation has no place for."""

_TURNING: Final = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
"""Embeddings, overrides and isolates of Unicode (UAX 9): one left open in a title turns what stands behind it."""


@dataclass(frozen=True, slots=True)
class Citation:
    """What a citation says. `day` is that of the first publication, or of the cited layer; texts are single lines."""

    creators: tuple[Party, ...]
    day: date
    title: str
    language: str
    publisher: str
    doi: str
    url: str
    fragment: int | None = None
    withdrawal: str = ""
    withdrawn_on: date | None = None
    resolves: bool = True

    @property
    def year(self) -> int:
        """The year of citation."""
        return self.day.year

    @property
    def full_title(self) -> str:
        """The title, then in brackets which layer is cited and whether the dataset was withdrawn."""
        layer = f" (layer of {self.day.isoformat()})" if self.fragment is not None else ""
        since = f" {self.withdrawn_on.isoformat()}" if self.withdrawn_on else ""
        return f"{self.title}{layer}{f' [withdrawn{since}]' if self.withdrawal else ''}"

    @property
    def note(self) -> str:
        """When and why the dataset was withdrawn, and that a test DOI does not resolve; mostly empty."""
        return " ".join(part for part in (self.withdrawal, "" if self.resolves else TEST_DOI_SENTENCE) if part)

    @property
    def key(self) -> str:
        """A short ASCII name of the entry: `marin_2026_42182`, a layer's with its fragment."""
        first = _surname(self.creators[0]) if self.creators else self.publisher
        suffix = self.doi.partition("/")[2]
        parts = (first, str(self.year), suffix, "" if self.fragment is None else str(self.fragment))
        return "_".join(part for part in map(_ascii, parts) if part)


def cite(record: Record, edition: Edition, fragment: int | None = None) -> Citation:
    """The citation of the whole dataset, or of the layer with this fragment.

    Errors: LookupError when the edition has no such layer.
    """
    layer = None if fragment is None else _layer(edition, fragment)
    return Citation(
        creators=record.creators,
        day=layer.date if layer else edition.published,
        title=record.main_title,
        language=data_language(record),
        publisher=one_line(edition.publisher),
        doi=edition.doi,
        url=edition.doi_url if fragment is None else f"{edition.doi_url}#{fragment}",
        fragment=fragment,
        withdrawal=withdrawal_sentence(edition),
        withdrawn_on=edition.withdrawn_on if edition.status is EditionStatus.WITHDRAWN else None,
        resolves=edition.doi_resolves,
    )


def text(citation: Citation) -> str:
    """`Marin, Clara; Delorme, Alice (2026): Title. Publisher. https://doi.org/10.17882/42182#42350`.

    More than 20 creators are cut after the nineteenth, "et al."; without creators the title comes first.
    """
    title = citation.full_title
    names = [creator.name for creator in citation.creators]
    if len(names) > SHOWN_CREATORS:
        names = [*names[: SHOWN_CREATORS - 1], "et al."]
    head = f"{'; '.join(names)} ({citation.year}): {title}" if names else f"{title} ({citation.year})"
    mark = "" if citation.resolves else "(test DOI, does not resolve)"
    return unturned(" ".join(part for part in (_ended(head), _ended(citation.publisher), citation.url, mark) if part))


def unturned(line: str) -> str:
    """The line without what would show its DOI, or anything else behind a name or title, the wrong way round."""
    return line.translate(_TURNING)


def render(record: Record, edition: Edition) -> bytes:
    """The line of text of the whole dataset, UTF-8, with a final newline."""
    return f"{text(cite(record, edition))}\n".encode()


def _layer(edition: Edition, fragment: int) -> EditionLayer:
    for layer in edition.layers:
        if layer.fragment == fragment:
            return layer
    raise LookupError(f"no layer {fragment}")


def _ended(sentence: str) -> str:
    """The sentence with one mark at its end."""
    return sentence if not sentence or sentence[-1] in ".?!…。" else f"{sentence}."


def _surname(party: Party) -> str:
    return party.family if isinstance(party, Person) else party.name


def _ascii(text: str) -> str:
    """Letters and digits only, without accents, at most 40."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]", "", plain)[:40]


def _reads(text: str) -> bool:
    return text.endswith("\n") and bool(text.strip()) and len(text.splitlines()) == 1


CHECK: Final = TextCheck(_reads)
