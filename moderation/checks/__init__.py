"""The automatic checks of a submission: a record, its files and what is known of the world become findings. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from moderation.checks.completeness import complete
from moderation.checks.files import check_file
from moderation.checks.licences import licensed
from moderation.checks.likeness import alike
from moderation.checks.plausible import plausible
from moderation.checks.sensitive import sensitive
from moderation.checks.submission import (
    KnownConcept,
    Likeness,
    SubmittedFile,
    Surroundings,
    Vocabularies,
)
from moderation.checks.vocabularies import in_known_words
from repository.maps.systems import KnownSystems
from repository.record.assess import MOST_ALIKE, Circumstances, assess
from repository.record.canonical import as_document
from repository.record.findings import Finding
from repository.record.model import Record

__all__ = ["KnownConcept", "Likeness", "SubmittedFile", "Surroundings", "Vocabularies", "check", "check_file"]


def check(
    record: Record,
    files: Sequence[SubmittedFile],
    *,
    poles: Sequence[str],
    likeness: Likeness,
    today: date,
    around: Surroundings | None = None,
) -> tuple[Finding, ...]:
    """Every finding, once: those of the description, then of the files, and what only the whole can tell."""
    circumstances = Circumstances(poles=poles, files=[file.path for file in files], today=today, systems=KnownSystems())
    found = dict.fromkeys(assess(as_document(record), circumstances).findings)
    known = around or Surroundings()
    found |= dict.fromkeys(_enough(_beyond(record, files, known, likeness)))
    return tuple(found)


def _enough(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The first of each kind: a page about a hundred thousand files that are all alike helps nobody."""
    alike_so_far: Counter[str] = Counter()
    for each in findings:
        alike_so_far[each.code] += 1
        if alike_so_far[each.code] <= MOST_ALIKE:
            yield each


def _beyond(
    record: Record, files: Sequence[SubmittedFile], around: Surroundings, likeness: Likeness
) -> Iterator[Finding]:
    yield from plausible(record)
    for file in files:
        yield from check_file(file)
    yield from alike(files, likeness)
    yield from complete(record, files)
    yield from in_known_words(record, around.vocabularies)
    yield from licensed(record, files, around.licences)
    yield from sensitive(record, files)
