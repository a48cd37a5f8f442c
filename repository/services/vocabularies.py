"""Loading vocabularies: a file into the database, so that doing it twice changes nothing and nothing used is lost."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from repository.models import Concept, ConceptScheme
from repository.services.concept_rows import fill, link_broader, write_names
from repository.vocabularies.entries import Entry, Vocabulary, VocabularyRefused
from repository.vocabularies.known import KNOWN
from repository.vocabularies.reading import read_vocabulary

logger = logging.getLogger(__name__)

BATCH: Final = 2000
SHRINKS_BY: Final = 0.5
"""A file that lacks more than this share of what is there is refused, unless that is said to be meant."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What an import did: how many concepts the scheme has now, and how many were made, changed and retired."""

    scheme: str
    total: int
    made: int
    changed: int
    retired: int
    is_same_file: bool = False


def load_vocabulary(
    *, path: Path, scheme: str, name: str, uses: Sequence[str] = (), may_shrink: bool = False, again: bool = False
) -> Loaded:
    """Bring a scheme to what a file says; ``name`` is where it came from. Raises ``VocabularyRefused``.

    The same file again changes nothing and is not even read, unless ``again``. One transaction: readers see the old
    vocabulary or the new one.
    """
    with path.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    present = ConceptScheme.objects.filter(slug=scheme).first()
    if present and present.content_sha256 == digest and not again and not uses:
        return Loaded(scheme, _current(present), 0, 0, 0, is_same_file=True)
    found = read_vocabulary(path, name=name, most_bytes=settings.VOCABULARY_MAX_BYTES)
    entries = {entry.uri: entry for entry in found.entries}
    with transaction.atomic():
        row = _scheme(scheme, found, uses)
        retired = _gone(row, entries)
        if len(retired) > SHRINKS_BY * _current(row) and not may_shrink:
            raise VocabularyRefused(
                f"The file lacks {len(retired)} of the {_current(row)} concepts of {scheme}. "
                "Is it the whole vocabulary? If so, say --shrink."
            )
        made, changed = _write(row, entries)
        _retire(retired)
        row.loaded_from, row.content_sha256, row.imported_at = name[:500], digest, timezone.now()
        row.save()
        loaded = Loaded(scheme, _current(row), made, changed, len(retired))
    logger.info(
        "vocabulary.loaded scheme=%s total=%d made=%d changed=%d retired=%d",
        scheme, loaded.total, made, changed, loaded.retired,
    )  # fmt: skip
    return loaded


def _scheme(slug: str, found: Vocabulary, uses: Sequence[str]) -> ConceptScheme:
    """The scheme's row, locked, with what is known by its name, else with what the file says of itself."""
    ConceptScheme.objects.get_or_create(slug=slug)
    row = ConceptScheme.objects.select_for_update().get(slug=slug)
    known = KNOWN.get(slug)
    if known:
        row.titles, row.address = {"en": known.english, "fr": known.french}, known.address
        row.licence, row.kind = known.licence, known.kind
    else:
        row.titles, row.address = found.titles or row.titles or {"en": slug}, found.address or row.address
    row.uses = list(uses or row.uses or (known.uses if known else ("keywords",)))
    row.version = found.version
    return row


def _current(scheme: ConceptScheme) -> int:
    return Concept.objects.filter(scheme=scheme, is_deprecated=False).count()


def _gone(scheme: ConceptScheme, entries: dict[str, Entry]) -> list[int]:
    rows = Concept.objects.filter(scheme=scheme, is_deprecated=False).values_list("pk", "uri")
    return [pk for pk, uri in rows if uri not in entries]


def _retire(keys: list[int]) -> None:
    """Mark concepts that a new version lacks: records that name them still read, and nobody is offered them."""
    for start in range(0, len(keys), BATCH):
        some = keys[start : start + BATCH]
        Concept.objects.filter(pk__in=some).update(is_deprecated=True, digest="")
        write_names(list(Concept.objects.filter(pk__in=some)))


def _write(scheme: ConceptScheme, entries: dict[str, Entry]) -> tuple[int, int]:
    made = changed = 0
    touched: list[int] = []
    for some in _batches(list(entries.values())):
        known = {each.uri: each for each in Concept.objects.filter(scheme=scheme, uri__in=[one.uri for one in some])}
        new = [fill(Concept(scheme=scheme, uri=one.uri), one) for one in some if one.uri not in known]
        old = [fill(known[one.uri], one) for one in some if one.uri in known and known[one.uri].digest != one.digest]
        Concept.objects.bulk_create(new)
        Concept.objects.bulk_update(
            old, ["notation", "labels", "other_labels", "definitions", "is_deprecated", "replaced_by", "digest"]
        )
        write_names([*new, *old])
        made, changed = made + len(new), changed + len(old)
        touched += [each.pk for each in (*new, *old)]
    if touched:
        link_broader(scheme, entries, touched)
    return made, changed


def _batches(entries: list[Entry]) -> Iterator[list[Entry]]:
    for start in range(0, len(entries), BATCH):
        yield entries[start : start + BATCH]
