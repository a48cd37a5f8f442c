"""The demo's stories: deposit, review, publication, correction and withdrawal, by the people who would do them."""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from config.demo import files, records
from config.demo.computing import CASTS, ask_for_fields
from config.demo.people import make_people
from moderation.services.comments import write_comment
from moderation.services.decisions import decide
from repository.lifecycle import DatasetState
from repository.models import Dataset, Delivery, Person
from repository.queries.agreements import accept_in_force
from repository.queries.deliveries import due_deliveries
from repository.services.corrections import begin_correction
from repository.services.deliveries import run_delivery
from repository.services.deposits import create_deposit, write_draft
from repository.services.files import attach_upload
from repository.services.submissions import submit_dataset
from repository.services.withdrawals import withdraw_dataset

DEPOSITED = {
    CASTS: files.netcdf_profiles,
    "profiles/GOL_CTD_2026-10_odv.txt": files.odv_spreadsheet,
    "bottles/GOL_O2_winkler.csv": files.csv_bottles,
    "maps/GOL_shelf_depth.tif": files.geotiff_bathymetry,
}


def tell_all() -> list[Dataset]:
    """Tell every story once; the datasets made. Does nothing where a deposit exists."""
    if Dataset.objects.filter(is_synthetic=False).exists():
        return []
    people = make_people()
    clara, isabelle, paul = people["researcher"], people["moderator"], people["terre"]
    gulf = _published_after_a_question(clara, isabelle)
    _corrected(gulf, clara, isabelle)
    felt = _published(clara, paul, records.MACROSEISMIC, {"intensites.csv": files.csv_macroseismic})
    first = _published(clara, paul, records.WITHDRAWN, {"intensites_v0.csv": files.csv_macroseismic})
    withdraw_dataset(
        dataset_key=first.key,
        actor=paul,
        reason=f"Replaced by {felt.doi}: forty testimonies had been counted twice. "
        f"Remplacé par {felt.doi}\u00a0: quarante témoignages avaient été comptés deux fois.",
    )
    waiting = _submitted(clara, records.WAITING, {"GOL_O2_winkler.csv": files.csv_bottles})
    started = _draft(clara, records.STARTED, {"GOL_shelf_depth.tif": files.geotiff_bathymetry})
    run_all()
    ask_for_fields(gulf, clara)
    return [gulf, felt, first, waiting, started]


def run_all() -> None:
    """Do what is due until nothing is: with workers running, they and this share the work."""
    while Delivery.objects.filter(done_at__isnull=True, held_at__isnull=True).exists():
        for delivery_id in list(due_deliveries(now=timezone.now()).order_by("id").values_list("pk", flat=True)):
            run_delivery(delivery_id=delivery_id)


def _draft(author: Person, document: dict[str, Any], content: dict[str, Callable[[], bytes]]) -> Dataset:
    dataset = create_deposit(actor=author).datasets.get()
    write_draft(dataset_key=dataset.key, actor=author, fields=document)
    for path, make in content.items():
        upload = SimpleUploadedFile(path.rpartition("/")[2], make())
        attach_upload(dataset_key=dataset.key, actor=author, upload=upload, path=path)
    return dataset


def _submitted(author: Person, document: dict[str, Any], content: dict[str, Callable[[], bytes]]) -> Dataset:
    dataset = _draft(author, document, content)
    submitted = submit_dataset(dataset_key=dataset.key, actor=author, agreement=accept_in_force(author.language))
    run_all()
    return submitted


def _decide(dataset: Dataset, moderator: Person, outcome: DatasetState, reason: str = "") -> None:
    dataset.refresh_from_db()
    version = dataset.submitted_version
    if version is None:
        raise ValueError(f"{dataset} was not submitted")
    decide(dataset_key=dataset.key, actor=moderator, outcome=outcome, sha256=version.sha256, reason=reason)
    run_all()
    dataset.refresh_from_db()


def _published(
    author: Person, moderator: Person, document: dict[str, Any], content: dict[str, Callable[[], bytes]]
) -> Dataset:
    dataset = _submitted(author, document, content)
    _decide(dataset, moderator, DatasetState.ACCEPTED)
    return dataset


def _published_after_a_question(author: Person, moderator: Person) -> Dataset:
    short = {**records.GULF, "lineage": {"en": "SBE 9plus casts processed to fixed depths."}}
    dataset = _submitted(author, short, DEPOSITED)
    write_comment(
        dataset_key=dataset.key, actor=moderator, path="lineage", text="Which calibration was applied, and when?"
    )
    _decide(
        dataset, moderator, DatasetState.CHANGES_REQUESTED, "Name the calibration in the lineage, then send it again."
    )
    write_comment(
        dataset_key=dataset.key, actor=author, path="lineage", text="February 2026; added with the bottle correction."
    )
    write_draft(dataset_key=dataset.key, actor=author, fields={"lineage": records.GULF["lineage"]})
    submit_dataset(
        dataset_key=dataset.key,
        actor=author,
        note="Lineage completed with the calibration.",
        agreement=accept_in_force(author.language),
    )
    run_all()
    _decide(dataset, moderator, DatasetState.ACCEPTED)
    return dataset


def _corrected(dataset: Dataset, author: Person, moderator: Person) -> None:
    begin_correction(dataset_key=dataset.key, actor=author)
    abstract = {**records.GULF["abstract"], "en": records.GULF_MENDED}
    write_draft(dataset_key=dataset.key, actor=author, fields={"abstract": abstract})
    submit_dataset(
        dataset_key=dataset.key,
        actor=author,
        note="A typing error in the abstract.",
        agreement=accept_in_force(author.language),
    )
    run_all()
    _decide(dataset, moderator, DatasetState.ACCEPTED)
