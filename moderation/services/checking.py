"""Running the checks of a submission: what they need is read here, outside any transaction."""

import datetime
from collections.abc import Sequence
from typing import Any, Final

from django.db.models import QuerySet

from moderation.checks import Likeness, SubmittedFile, Surroundings, check
from moderation.queries.known_words import vocabularies_for
from moderation.queries.likeness import (
    files_in_hand_like,
    licences_of_sources,
    public_files_like,
    public_title_like,
    public_titles_near,
)
from moderation.signatures import HEAD_BYTES
from repository.inspection.reading import Reading
from repository.models import DataFile, Dataset, DraftFile, Inspection, Pole, RecordVersion
from repository.queries.file_readings import file_findings
from repository.record.canonical import parse
from repository.record.findings import Finding
from repository.record.model import Record
from repository.services.files import open_draft

_MOST_READINGS: Final = 2_000
"""Files whose reading is taken into account; a dataset of more is one of many alike."""


def check_version(*, dataset: Dataset, version: RecordVersion) -> tuple[Finding, ...]:
    """The findings about a submitted version. Raises ``OSError`` or ``TransientFailure`` where a draft's bytes
    cannot be read now.
    """
    record = parse(bytes(version.document))
    files = submitted_files(version)
    told = check(
        record,
        files,
        poles=list(Pole.objects.values_list("code", flat=True)),
        likeness=_likeness(record, files, dataset),
        today=datetime.datetime.now(datetime.UTC).date(),
        around=Surroundings(vocabularies=vocabularies_for(record), licences=licences_of_sources(record)),
    )
    already = {(found.code, found.path) for found in told}
    of_files = file_findings(_places_of(version, dataset))
    return (*told, *(found for found in of_files if (found.code, found.path) not in already))


def _likeness(record: Record, files: Sequence[SubmittedFile], dataset: Dataset) -> Likeness:
    hashes = {file.sha256 for file in files if file.size}
    return Likeness(
        files=public_files_like(hashes, apart_from=dataset),
        title=public_title_like(record.main_title, apart_from=dataset),
        titles=public_titles_near(record.main_title, apart_from=dataset),
        in_hand=files_in_hand_like(hashes, apart_from=dataset),
    )


def _places_of(version: RecordVersion, dataset: Dataset) -> QuerySet[DraftFile]:
    """The places of the draft that the version was submitted with."""
    numbers = [item["number"] for item in version.files]
    return DraftFile.objects.filter(dataset=dataset, file__number__in=numbers)


def submitted_files(version: RecordVersion) -> list[SubmittedFile]:
    """The files of a version with their first bytes; those that lie in the archive were checked when they came."""
    numbers = [item["number"] for item in version.files]
    stored = DataFile.objects.in_bulk(numbers, field_name="number")
    read = Inspection.objects.filter(file__number__in=numbers[:_MOST_READINGS]).values_list("file__number", "reading")
    readings = {number: reading_from(told) for number, told in read}
    return [
        SubmittedFile(
            item["path"],
            item["size"],
            item["sha256"],
            _head(stored.get(item["number"])),
            readings.get(item["number"]),
        )
        for item in version.files
    ]


def reading_from(told: Any) -> Reading | None:
    """What was read of a file, from the database; None where nothing was, or by readers that wrote it otherwise."""
    try:
        return Reading.from_json(told) if told else None
    except (KeyError, TypeError):
        return None


def _head(file: DataFile | None) -> bytes | None:
    if file is None or not file.draft_path:
        return None
    with open_draft(file) as stream:
        return stream.read(HEAD_BYTES)
