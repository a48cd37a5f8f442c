"""Bringing the table of organisations up to date: from ROR's data dump, and from the list that we deliver."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

from repository.clients.found import FoundOrganisation
from repository.models import Organisation
from repository.services.organisation_rows import write_organisations
from repository.vocabularies.organisations import read_dump, read_first

logger = logging.getLogger(__name__)

BATCH: Final = 1000


@dataclass(frozen=True, slots=True)
class LoadedOrganisations:
    """What an import did: organisations offered now, made, changed, and records that could not be read."""

    total: int
    made: int
    changed: int
    passed_over: int


def load_organisations(file: BinaryIO) -> LoadedOrganisations:
    """Bring the table to what a data dump says. Raises ``OrganisationsRefused``.

    Each batch is kept at once, so an import that was cut goes on where it was by being started again: what is as it
    should be is only compared. What the file lacks stays, since ROR closes organisations and never deletes them.
    """
    made = changed = passed_over = 0
    for records in _batches(read_dump(file)):
        found = [each for each in records if each]
        new, other = write_organisations(found)
        made, changed, passed_over = made + new, changed + other, passed_over + len(records) - len(found)
    total = Organisation.objects.filter(is_active=True).count()
    logger.info("organisations.loaded total=%d made=%d changed=%d", total, made, changed)
    return LoadedOrganisations(total, made, changed, passed_over)


def load_first_organisations(*, apps: Any = None, **_signal: Any) -> int:
    """Load the list that comes with the software; how many rows it made or changed.

    ``apps``: the models as migrations left them; where the tables are not there yet nothing is done.
    """
    if apps is not None and "organisationname" not in apps.all_models["repository"]:
        return 0
    return sum(write_organisations(list(read_first()), is_delivered=True))


def _batches(records: Iterator[FoundOrganisation | None]) -> Iterator[list[FoundOrganisation | None]]:
    batch: list[FoundOrganisation | None] = []
    for record in records:
        batch.append(record)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
