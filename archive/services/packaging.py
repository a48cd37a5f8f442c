"""A frozen publication becomes a sealed package, or one more archiving of it."""

import logging

from django.db import transaction
from django.utils import timezone

from archive.aip.archiving import Archiving, Document, SourceFile
from archive.aip.documents import read_layer
from archive.aip.layout import Kind
from archive.models import ArchivingKind
from archive.services.archivings import remember_archiving, write_archiving
from archive.services.inventory import entries_of
from repository.models import DataFile, Publication, PublicationKind, Snapshot
from repository.services.collection import drop_draft_copies
from repository.services.deliveries import Claim
from repository.services.events import record_event
from repository.services.files import draft_source

logger = logging.getLogger(__name__)


def write_package(*, claim: Claim) -> None:
    """Consumer of ``snapshot.frozen`` and ``record.frozen``: copy the files in, write the documents and the manifest.

    Everything it writes was fixed by the freeze, so a repeated run writes the same bytes or finds them written.
    """
    publication = Publication.objects.select_related("dataset", "record_version", "snapshot").get(
        pk=claim.event.subject_id
    )
    dataset_id = publication.dataset_id
    files = _files_to_archive(publication.snapshot) if publication.snapshot else []
    sealed = write_archiving(dataset=publication.dataset, archiving=_archiving(publication, files))
    added = entries_of(sealed.package, sealed.added, sealed.seal.name)
    with claim.complete():
        kind = ArchivingKind.LAYER if publication.kind == PublicationKind.LAYER else ArchivingKind.RECORD
        archiving = remember_archiving(
            dataset=publication.dataset, sealed=sealed, added=added, kind=kind, publication=publication
        )
        Publication.objects.filter(pk=publication.pk).update(sealed_at=timezone.now())
        if publication.snapshot:
            Snapshot.objects.filter(pk=publication.snapshot.pk).update(manifest_sha256=sealed.seal.sha256)
        DataFile.objects.bulk_update(files, ["archived_name"], batch_size=500)
        record_event(
            "package.sealed",
            subject=publication,
            payload={"manifest": archiving.manifest_name, "sha256": archiving.manifest_sha256, "files": len(files)},
            once=True,
        )
        transaction.on_commit(lambda: _drop_drafts(dataset_id), robust=True)
    logger.info("package.sealed publication=%s manifest=%s files=%d", publication.pk, sealed.seal.name, len(files))


def _files_to_archive(snapshot: Snapshot) -> list[DataFile]:
    """The files of a layer that no package holds yet, each with the name that the layer document gives it."""
    names = {file.path: file.archived_name for file in read_layer(bytes(snapshot.document)).files}
    found: dict[int, DataFile] = {}
    for place in snapshot.layer_files.select_related("file").filter(file__archived_name="").order_by("file__number"):
        file = found.setdefault(place.file.number, place.file)
        file.archived_name = names[place.path]
    return list(found.values())


def _archiving(publication: Publication, files: list[DataFile]) -> Archiving:
    sources = [SourceFile(file.archived_name, draft_source(file), file.sha256) for file in files]
    documents = [Document(Kind.RECORD, bytes(publication.record_version.document))]
    snapshot = publication.snapshot
    if snapshot:
        documents.insert(0, Document(Kind.LAYER, bytes(snapshot.document), snapshot.number))
    return Archiving(publication.date, sources, documents)


def _drop_drafts(dataset_id: int) -> None:
    """Downloads come from the package from now on; a stop before this leaves it to the collection of orphans."""
    drop_draft_copies(dataset_id=dataset_id)
