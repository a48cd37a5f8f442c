"""What may happen to a dataset of Alice's, through the real services."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from repository.models import Dataset, Person
from repository.queries.agreements import accept_in_force
from repository.services.corrections import begin_correction
from repository.services.deposits import set_access, write_draft
from repository.services.files import attach_upload
from repository.services.submissions import submit_dataset
from repository.services.withdrawals import withdraw_dataset
from tests.driver import run_everything_due
from tests.factories import accept, make_draft
from tests.services.again import begun_once

EMBARGO = datetime.now(UTC).date() + timedelta(days=400)


@begun_once
def published(author: Person, moderator: Person, *, access: str = "open", **changes: Any) -> Dataset:
    """A dataset that went the whole road, with an access policy."""
    dataset = make_draft(author, **changes)
    if access != "open":
        until = EMBARGO if access == "embargoed" else None
        set_access(dataset_key=dataset.key, actor=author, access=access, embargo_until=until)
    return _through(dataset, author, moderator, note="")


@begun_once
def published_again(
    dataset: Dataset,
    author: Person,
    moderator: Person,
    *,
    files: dict[str, bytes] | None = None,
    note: str = "",
    **changes: Any,
) -> Dataset:
    """The same dataset with a corrected description or, where files are given, with one more layer."""
    begin_correction(dataset_key=dataset.key, actor=author)
    if changes:
        write_draft(dataset_key=dataset.key, actor=author, fields=changes)
    for path, content in (files or {}).items():
        attach_upload(dataset_key=dataset.key, actor=author, upload=SimpleUploadedFile(path, content), path=path)
    return _through(dataset, author, moderator, note=note or ("More data." if files else ""))


@begun_once
def withdrawn(dataset: Dataset, moderator: Person, *, reason: str = "Wrong calibration.") -> Dataset:
    """The dataset after its withdrawal."""
    withdraw_dataset(dataset_key=dataset.key, actor=moderator, reason=reason)
    run_everything_due()
    dataset.refresh_from_db()
    return dataset


def _through(dataset: Dataset, author: Person, moderator: Person, *, note: str) -> Dataset:
    submit_dataset(dataset_key=dataset.key, actor=author, note=note, agreement=accept_in_force("en"))
    run_everything_due()
    accept(dataset, moderator)
    run_everything_due()
    dataset.refresh_from_db()
    return dataset
