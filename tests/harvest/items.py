"""Published datasets as harvesters meet them, with small valid renditions."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from repository.lifecycle import DatasetState, Standing
from repository.models import Dataset, Rendition

LONG_AGO = datetime(2026, 3, 5, 10, 11, 12, tzinfo=UTC)

_DUBLIN_CORE = (
    '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Varves of lake {suffix} &amp; its shore</dc:title>'
    "<dc:identifier>https://doi.org/10.5072/{suffix}</dc:identifier></oai_dc:dc>"
)
_DATACITE = (
    '<resource xmlns="http://datacite.org/schema/kernel-4">'
    '<identifier identifierType="DOI">10.5072/{suffix}</identifier>'
    '<creators><creator><creatorName nameType="Personal">Leroy, Inès</creatorName></creator></creators>'
    "<titles><title>Varves of lake {suffix}</title></titles><publisher>Varve</publisher>"
    "<publicationYear>2026</publicationYear>"
    '<resourceType resourceTypeGeneral="Dataset">Dataset</resourceType></resource>'
)
BODIES = {"oai_dc": _DUBLIN_CORE, "datacite": _DATACITE}
PREFIXES = ["oai_dc", "oai_datacite", "datacite", "iso19115-3", "iso19139", "dcat_ap"]
"""The formats on offer, in their order."""


def published(
    suffix: str,
    datestamp: datetime = LONG_AGO,
    *,
    sets: Sequence[str] = ("pole:ocean",),
    formats: Sequence[str] = ("oai_dc", "datacite"),
    withdrawn: bool = False,
) -> Dataset:
    """One public (or withdrawn) dataset with its renditions."""
    dataset = Dataset.objects.create(
        prefix="10.5072",
        suffix=suffix,
        state=DatasetState.PUBLISHED,
        standing=Standing.WITHDRAWN if withdrawn else Standing.PUBLIC,
        datestamp=datestamp,
        oai_sets=list(sets),
    )
    Rendition.objects.bulk_create(
        Rendition(
            dataset=dataset,
            format=name,
            media_type="application/xml",
            body=BODIES[name].format(suffix=suffix).encode(),
            etag=sha256(suffix.encode()).hexdigest(),
        )
        for name in formats
    )
    return dataset


def many(count: int, *, every: timedelta = timedelta(minutes=1), start: datetime = LONG_AGO) -> list[Dataset]:
    """``count`` datasets in order, suffixes from 1001; ``every`` is the time between two of them."""
    return [published(str(1001 + number), start + number * every) for number in range(count)]


def identifiers(datasets: Sequence[Dataset]) -> list[str]:
    """The OAI identifiers of datasets, in their order."""
    return [f"oai:varve.localhost:{dataset.suffix}" for dataset in datasets]
