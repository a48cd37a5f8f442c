"""Running the checks of a submission: what they need is read here, outside any transaction."""

import datetime

from django.db.models import QuerySet

from moderation.checks import Likeness, SubmittedFile, check
from moderation.queries.likeness import public_files_like, public_title_like
from moderation.signatures import HEAD_BYTES
from repository.models import DataFile, Dataset, DraftFile, Pole, RecordVersion
from repository.queries.file_readings import file_findings
from repository.record.canonical import parse
from repository.record.findings import Finding
from repository.services.files import open_draft


def check_version(*, dataset: Dataset, version: RecordVersion) -> tuple[Finding, ...]:
    """The findings about a submitted version. Raises ``OSError`` or ``TransientFailure`` where a draft's bytes
    cannot be read now.
    """
    record = parse(bytes(version.document))
    files = submitted_files(version)
    likeness = Likeness(
        files=public_files_like({file.sha256 for file in files}, apart_from=dataset),
        title=public_title_like(record.main_title, apart_from=dataset),
    )
    told = check(
        record,
        files,
        poles=list(Pole.objects.values_list("code", flat=True)),
        likeness=likeness,
        today=datetime.datetime.now(datetime.UTC).date(),
    )
    already = {(found.code, found.path) for found in told}
    of_files = file_findings(_places_of(version, dataset))
    return (*told, *(found for found in of_files if (found.code, found.path) not in already))


def _places_of(version: RecordVersion, dataset: Dataset) -> QuerySet[DraftFile]:
    """The places of the draft that the version was submitted with."""
    numbers = [item["number"] for item in version.files]
    return DraftFile.objects.filter(dataset=dataset, file__number__in=numbers)


def submitted_files(version: RecordVersion) -> list[SubmittedFile]:
    """The files of a version with their first bytes; those that lie in the archive were checked when they came."""
    stored = DataFile.objects.in_bulk([item["number"] for item in version.files], field_name="number")
    return [
        SubmittedFile(item["path"], item["size"], item["sha256"], _head(stored.get(item["number"])))
        for item in version.files
    ]


def _head(file: DataFile | None) -> bytes | None:
    if file is None or not file.draft_path:
        return None
    with open_draft(file) as stream:
        return stream.read(HEAD_BYTES)
