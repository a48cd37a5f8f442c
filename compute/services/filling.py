"""Filling the draft of a job: its outputs, their provenance and the crate's description, all of them or none."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from compute.models import Job
from compute.queries import draft_of, results_of
from compute.returns import crate, provenance
from compute.services.moves import locked
from compute.services.returning import check_returnable
from compute.services.telling import told_of
from repository.errors import FileRefused, NotAllowed, RepositoryError, TransientFailure, WrongState
from repository.models import FileRole
from repository.services.deliveries import Claim
from repository.services.events import record_event
from repository.services.files import attach_file, set_file_role
from repository.uploads.arrivals import Received, receive

logger = logging.getLogger(__name__)

_BLOCK: Final = 2**20
_MAY_PASS: Final = frozenset({"disk-full", "storage-away"})
_TOLD: Final = {provenance.NAME: provenance.provenance_of, crate.NAME: crate.crate_of}


def fill_draft(*, claim: Claim) -> None:
    """Consumer of ``job.return_asked``. What was stopped half-way is done again from the beginning, once.

    Bytes are copied and hashed first, then all files become the draft's in one transaction. Raises TransientFailure
    while the storage is full or away; any other refusal is kept for the owner to read.
    """
    job = Job.objects.select_related("owner", "deposit").get(pk=claim.event.subject_id)
    try:
        with override(job.owner.language), ExitStack() as kept:
            files = _received(job, kept) if _is_wanted(job) else []
            _hand_over(claim, job, files)
    except (FileRefused, NotAllowed, WrongState) as error:
        if error.code in _MAY_PASS:
            raise TransientFailure(error.sentence, code=error.code) from error
        _refuse(claim, job, error)


def _is_wanted(job: Job) -> bool:
    """Whether the draft is still there and has none of its files yet."""
    return draft_of(job) is not None and job.returned_at is None


def _received(job: Job, kept: ExitStack) -> list[Received]:
    """The outputs as the job made them, then what is told of them. Raises FileRefused, NotAllowed, WrongState."""
    check_returnable(job)
    found = []
    for output in job.outputs.all():
        received = _arrived(output.name, _blocks(results_of(job) / output.name), kept)
        if received.sha256 != output.sha256:
            raise WrongState(_("“%(name)s” is not what the job made.") % {"name": output.name}, code="fixity-mismatch")
        found.append(received)
    told = told_of(job)
    return found + [_arrived(name, [write(told)], kept) for name, write in _TOLD.items()]


def _arrived(name: str, blocks: Iterable[bytes], kept: ExitStack) -> Received:
    received = receive(name, blocks, most=settings.UPLOAD_MAX_BYTES)
    kept.callback(received.close)
    return received


def _blocks(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as stream:
            while block := stream.read(_BLOCK):
                yield block
    except FileNotFoundError as error:
        words = _("What this job made is not there any more. Reproduce it, then deposit what comes out.")
        raise WrongState(words, code="outputs-expired") from error


def _hand_over(claim: Claim, job: Job, files: list[Received]) -> None:
    with claim.complete():
        row = locked(job.pk)
        draft = draft_of(row)
        if draft is None or row.returned_at is not None or not files:
            return
        for received in files:
            place = attach_file(dataset_key=draft.key, actor=row.owner, received=received)
            if received.path in _TOLD:
                number, role = place.file.number, FileRole.DOCUMENT
                set_file_role(dataset_key=draft.key, actor=row.owner, number=number, role=role)
        row.returned_at, row.return_refusal = timezone.now(), ""
        row.save(update_fields=["returned_at", "return_refusal"])
        payload = {"dataset": draft.suffix, "files": len(files)}
        record_event("job.returned", subject=row, actor=row.owner, payload=payload, caused_by=claim.event)
    logger.info("job.returned job=%s files=%d", job.pk, len(files))


def _refuse(claim: Claim, job: Job, error: RepositoryError) -> None:
    with claim.complete():
        row = locked(job.pk)
        row.return_refusal = error.sentence
        row.save(update_fields=["return_refusal"])
    logger.warning("job.not_returned job=%s code=%s", job.pk, error.code)
