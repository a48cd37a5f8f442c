"""The rows of organisations: what was read of one, and the names it is found by. A batch is one transaction."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from hashlib import sha256
from typing import Any, Final

from django.db import connection, transaction

from repository.clients.found import FoundOrganisation
from repository.models import Organisation, OrganisationName, OrganisationNameKind
from repository.vocabularies.words import folded

WRITING_LOCK: Final = 0x56415256_4F5247
"""Two imports at once write one batch after the other."""
_FILLED: Final = (
    "name", "labels", "others", "acronyms", "country", "city", "funder_id", "is_funder", "is_active", "is_delivered",
    "digest",
)  # fmt: skip


def write_organisations(found: Sequence[FoundOrganisation], *, is_delivered: bool = False) -> tuple[int, int]:
    """Bring the rows to what was read of these organisations, each named once; how many were made and changed.

    What the registry itself said is not replaced by the list that comes with the software.
    """
    told = {each.ror: each for each in found}
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WRITING_LOCK])
        known = {each.ror: each for each in Organisation.objects.filter(ror__in=told)}
        kept = {ror for ror, row in known.items() if is_delivered and not row.is_delivered}
        made = [_filled(Organisation(ror=ror), told[ror], is_delivered) for ror in told if ror not in known]
        changed = [
            _filled(row, told[ror], is_delivered)
            for ror, row in known.items()
            if ror not in kept and (row.digest != _digest(told[ror]) or row.is_delivered != is_delivered)
        ]
        Organisation.objects.bulk_create(made)
        Organisation.objects.bulk_update(changed, _FILLED)
        _write_names([*made, *changed])
    return len(made), len(changed)


def _filled(row: Organisation, found: FoundOrganisation, is_delivered: bool) -> Organisation:
    row.name, row.labels = found.name, dict(found.labels)
    row.others, row.acronyms = list(found.others), list(found.acronyms)
    row.country, row.city, row.funder_id = found.country, found.city, found.funder_id
    row.is_funder, row.is_active, row.is_delivered = found.is_funder, found.is_active, is_delivered
    row.digest = _digest(found)
    return row


def _digest(found: FoundOrganisation) -> str:
    told: dict[str, Any] = asdict(found)
    return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def _write_names(rows: Sequence[Organisation]) -> None:
    """Write the search rows anew; an organisation that closed has none."""
    OrganisationName.objects.filter(organisation__in=rows).delete()
    OrganisationName.objects.bulk_create([name for row in rows if row.is_active for name in _names(row)])


def _names(row: Organisation) -> Iterator[OrganisationName]:
    told = [(OrganisationNameKind.LABEL, text) for text in (row.name, *row.labels.values())]
    told += [(OrganisationNameKind.ACRONYM, text) for text in row.acronyms]
    told += [(OrganisationNameKind.OTHER, text) for text in row.others]
    seen = set()
    for kind, text in told:
        words = folded(text)
        if words and words not in seen:
            seen.add(words)
            yield OrganisationName(organisation=row, kind=kind, is_funder=row.is_funder, folded=words)
