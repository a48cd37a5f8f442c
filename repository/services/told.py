"""What events tell for the packages' sake: with it, an empty database becomes this one again, byte for byte."""

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from django.conf import settings

from repository.crosswalks.edition import Edition
from repository.models import Dataset, Pole, RecordVersion

POLE_FIELDS = ("code", "name_en", "name_fr", "scope_en", "scope_fr", "position")


def told_of_version(version: RecordVersion) -> dict[str, Any]:
    """Of a sealed record: its number, the note for readers, who may have the files."""
    return {
        "version": version.number,
        "note": version.note,
        "access": version.access,
        "embargo_until": version.embargo_until.isoformat() if version.embargo_until else None,
    }


def told_of_dataset(dataset: Dataset, *, entry: int) -> dict[str, Any]:
    """Of a dataset just made public: who holds its DOI, those it had before, its number among what search lists.

    ``disciplines``: its own; all of the site with the site's first publication, later changes by events of their own.
    """
    is_first = not Dataset.objects.exclude(pk=dataset.pk).filter(datestamp__isnull=False, is_synthetic=False).exists()
    return {
        "registrar": dataset.registrar,
        "former_dois": dataset.former_dois,
        "entry": entry,
        "site_url": settings.SITE_URL,
        "disciplines": disciplines_told(None if is_first else dataset.poles),
    }


def told_of_renditions(edition: Edition, rendered: Iterable[tuple[str, bytes]]) -> dict[str, Any]:
    """Of stored formats (name, bytes): one SHA256 over all, and the columns of tables that were told in them.

    ``columns``: path of a file of the newest layer -> label and kind of each column.
    """
    newest = edition.newest_layer
    columns = {file.path: [[each.label, each.kind] for each in file.columns] for file in newest.files} if newest else {}
    told = {path: listed for path, listed in columns.items() if listed}
    return {"renditions": digest_of_renditions(rendered)} | ({"columns": told} if told else {})


def digest_of_renditions(rendered: Iterable[tuple[str, bytes]]) -> str:
    """The SHA256 of the lines ``<SHA256 of the bytes>  <format>``, sorted by format."""
    lines = (f"{sha256(body).hexdigest()}  {name}\n" for name, body in sorted(rendered))
    return sha256("".join(lines).encode()).hexdigest()


def disciplines_told(codes: Iterable[str] | None) -> list[dict[str, Any]]:
    """What readers and harvesters see of disciplines, in their order; of all where ``codes`` is None."""
    found = Pole.objects.all() if codes is None else Pole.objects.filter(code__in=list(codes))
    return list(found.order_by("position", "code").values(*POLE_FIELDS))
