"""Making public: renditions, catalogue entry and datestamp, in one short transaction under the publishing lock."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.utils import timezone

from repository.crosswalks.edition import Edition
from repository.crosswalks.formats import FORMATS
from repository.crosswalks.oai_sets import sets_of
from repository.lifecycle import DatasetState, Standing, check_move, check_standing
from repository.models import Dataset, Publication, PublicationKind, Rendition, Snapshot
from repository.queries.editions import edition_of
from repository.record.canonical import parse
from repository.record.model import Record
from repository.services.catalogue import write_entry
from repository.services.datestamps import next_datestamp
from repository.services.deliveries import Claim
from repository.services.events import record_event
from repository.services.told import told_of_dataset, told_of_renditions


@dataclass(frozen=True, slots=True)
class Rendered:
    """The bytes of one format."""

    format: str
    media_type: str
    renderer: str
    body: bytes


def publish(*, claim: Claim) -> None:
    """Consumer of ``doi.registered``: show the publication to readers and harvesters."""
    publication = Publication.objects.select_related("dataset", "record_version", "snapshot").get(
        pk=claim.event.subject_id
    )
    record = parse(bytes(publication.record_version.document))
    edition = edition_of(publication.dataset, upcoming=publication)
    rendered = render_all(record, edition)
    with claim.complete():
        dataset = Dataset.objects.select_for_update(of=("self",)).get(pk=publication.dataset_id)
        datestamp = _show(dataset, publication, record, edition)
        write_renditions(dataset, rendered)
        entry = write_entry(dataset, record, edition)
        is_layer = publication.kind == PublicationKind.LAYER
        record_event(
            "snapshot.published" if is_layer else "record.published",
            subject=publication,
            payload={
                "datestamp": datestamp.isoformat(),
                "sets": dataset.oai_sets,
                "access": dataset.access,
                "embargo_until": dataset.embargo_until.isoformat() if dataset.embargo_until else None,
                "fragment": publication.snapshot.number if publication.snapshot else None,
                **told_of_dataset(dataset, entry=entry.pk),
                **told_of_renditions(edition, [(item.format, item.body) for item in rendered]),
            },
            once=True,
        )


def _show(dataset: Dataset, publication: Publication, record: Record, edition: Edition) -> datetime:
    """The edition's DOI is the one just registered: the dataset's, but for one that is moved to another registrar."""
    check_move(dataset.state, DatasetState.PUBLISHED, standing=dataset.standing)
    if dataset.standing == Standing.UNPUBLISHED:
        check_standing(dataset.standing, Standing.PUBLIC)
    now = timezone.now()
    version = publication.record_version
    version.refresh_from_db(fields=["access", "embargo_until"])  # an embargo may have been shortened meanwhile
    dataset.state = DatasetState.PUBLISHED
    dataset.standing = Standing.PUBLIC
    dataset.current_version = version
    dataset.access = version.access
    dataset.embargo_until = version.embargo_until
    dataset.first_published = dataset.first_published or publication.date
    dataset.poles = list(record.poles)
    dataset.oai_sets = sets_of(record, edition)
    dataset.datestamp = next_datestamp()
    if edition.doi != dataset.doi:
        dataset.former_dois = [*dataset.former_dois, dataset.doi]
        dataset.prefix = edition.doi.partition("/")[0]
        dataset.registrar = settings.DOI_REGISTRAR
        dataset.reserved_at = now
    dataset.save()
    Publication.objects.filter(pk=publication.pk).update(published_at=now)
    if publication.snapshot_id:
        Snapshot.objects.filter(pk=publication.snapshot_id).update(published_at=now)
    return dataset.datestamp


def render_all(record: Record, edition: Edition) -> tuple[Rendered, ...]:
    """Every stored format of a record."""
    return tuple(
        Rendered(
            format=entry.name, media_type=entry.media_type, renderer=entry.renderer, body=entry.render(record, edition)
        )
        for entry in FORMATS.values()
        if entry.stored
    )


def write_renditions(dataset: Dataset, rendered: tuple[Rendered, ...]) -> None:
    """Replace the stored bytes of every format, in one statement."""
    now = timezone.now()
    rows = [
        Rendition(
            dataset=dataset,
            format=item.format,
            media_type=item.media_type,
            body=item.body,
            etag=sha256(item.body).hexdigest(),
            renderer=item.renderer,
            created=now,
        )
        for item in rendered
    ]
    Rendition.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["dataset", "format"],
        update_fields=["media_type", "body", "etag", "renderer", "created"],
    )
