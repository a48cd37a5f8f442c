"""Datasets whose DOI has just been registered, made in bulk; the real consumer and the real service do the rest."""

from datetime import UTC, datetime

from django.conf import settings

from repository.lifecycle import DatasetState
from repository.models import Dataset, Delivery, LifecycleEvent, Pole, Publication, PublicationKind, RecordVersion
from repository.record.canonical import canonical_bytes, complete, digest
from repository.record.people import Organisation
from repository.record.publication import Publication as PublicationFacts
from repository.services.events import consumers_of
from repository.services.identifiers import draw_suffix
from repository.services.synthetic_records import synthetic_record


def registered(count: int, *, seed: int = 1) -> list[int]:
    """``count`` accepted datasets, sealed and registered; the deliveries that make each of them public."""
    now = datetime.now(UTC)
    publications = Publication.objects.bulk_create(
        Publication(
            dataset=version.dataset,
            number=1,
            kind=PublicationKind.RECORD,
            record_version=version,
            date=now.date(),
            frozen_at=now,
            sealed_at=now,
            replicated_at=now,
            registered_at=now,
        )
        for version in _sealed(count, seed, now.date().isoformat())
    )
    events = LifecycleEvent.objects.bulk_create(
        LifecycleEvent(type="doi.registered", subject_type="publication", subject_id=str(each.pk), dataset=each.dataset)
        for each in publications
    )
    (consumer,) = consumers_of("doi.registered")
    deliveries = Delivery.objects.bulk_create(
        Delivery(event=event, consumer=consumer, lane=each.lane)
        for event, each in zip(events, publications, strict=True)
    )
    return [delivery.pk for delivery in deliveries]


def _sealed(count: int, seed: int, day: str) -> list[RecordVersion]:
    """Accepted datasets, each with the record that its freeze sealed."""
    poles = list(Pole.objects.values_list("code", flat=True)) or ["ocean"]
    datasets = Dataset.objects.bulk_create(
        Dataset(prefix=settings.DOI_PREFIX, suffix=draw_suffix(), state=DatasetState.ACCEPTED, poles=poles[:1])
        for _ in range(count)
    )
    publisher = Organisation(name=settings.SITE_NAME)
    versions = []
    for number, dataset in enumerate(datasets):
        facts = PublicationFacts(doi=dataset.doi, publisher=publisher, date=day, record_date=day, number=1)
        document = canonical_bytes(complete(synthetic_record(number, seed=seed, poles=poles), facts))
        versions.append(
            RecordVersion(dataset=dataset, number=1, document=document, sha256=digest(document), is_sealed=True)
        )
    return RecordVersion.objects.bulk_create(versions)
