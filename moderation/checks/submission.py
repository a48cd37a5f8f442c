"""What the checks are given: submitted files with what was read of them, and what is known of the world. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final

from repository.inspection.reading import Json, Reading


@dataclass(frozen=True, slots=True)
class SubmittedFile:
    """One file as submitted.

    ``head`` is its first bytes, or None where it lies unchanged in the archive; ``reading`` what a reader found in it.
    """

    path: str
    size: int
    sha256: str
    head: bytes | None
    reading: Reading | None = None

    @property
    def name(self) -> str:
        """The path without its folders, in small letters."""
        return self.path.rpartition("/")[2].lower()

    def proposed(self, field_path: str) -> Json:
        """The value that the file proposes for a field; None where it proposes none."""
        proposals = self.reading.proposals if self.reading else ()
        return next((each.value for each in proposals if each.field == field_path), None)


@dataclass(frozen=True, slots=True)
class Likeness:
    """What there is already, by SHA256 of a submitted file or by title -> the DOI that it belongs to.

    ``files`` and ``title``: public, and the same; ``titles``: public under a title that is nearly the same, DOI ->
    title; ``in_hand``: SHA256 -> DOI of a dataset of the same discipline that is under review and public to nobody.
    """

    files: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)
    in_hand: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KnownConcept:
    """A concept of a vocabulary that is held here. ``label``: in English and French."""

    uri: str
    label: tuple[str, str]
    scheme: tuple[str, str]
    is_deprecated: bool = False
    replaced_by: str = ""


@dataclass(frozen=True, slots=True)
class Vocabularies:
    """What the vocabularies held here say of a description.

    ``addresses``: where the concepts of each begin; ``concepts``: by URI; ``terms``: a keyword without URI, folded ->
    the concept of that name; ``units``: CF standard name -> its canonical unit; ``has_cf``: whether that list is held.
    """

    addresses: Collection[str] = ()
    concepts: Mapping[str, KnownConcept] = field(default_factory=dict)
    terms: Mapping[str, KnownConcept] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    has_cf: bool = False


NO_VOCABULARIES: Final = Vocabularies()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The world around a submission. ``licences``: DOI of a public dataset that it comes from -> SPDX name."""

    likeness: Likeness = field(default_factory=Likeness)
    vocabularies: Vocabularies = NO_VOCABULARIES
    licences: Mapping[str, str] = field(default_factory=dict)
