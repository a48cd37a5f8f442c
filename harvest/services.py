"""Keeping where a given-on record was harvested; harvesters see it with the publication that follows."""

from collections.abc import Sequence
from typing import Any

from harvest.models import Origin
from harvest.oaipmh.provenance import Harvested, about
from repository.models import Dataset


def note_origin(*, dataset: Dataset, chain: Sequence[Harvested]) -> Origin:
    """Keep where a dataset's record was harvested, the newest harvest first, before what was harvested is published.

    Raises ValueError for an empty chain.
    """
    if not chain:
        raise ValueError("a harvested record comes from somewhere")
    newest, *earlier = chain
    row, _ = Origin.objects.update_or_create(
        dataset=dataset,
        defaults={
            **_told(newest),
            "harvested_at": newest.harvested_at,
            "chain": [{**_told(each), "harvested_at": each.harvested_at.isoformat()} for each in earlier],
            "about": about(chain),
        },
    )
    return row


def _told(each: Harvested) -> dict[str, Any]:
    return {
        "base_url": each.base_url,
        "identifier": each.identifier,
        "datestamp": each.datestamp,
        "namespace": each.namespace,
        "is_altered": each.is_altered,
    }
