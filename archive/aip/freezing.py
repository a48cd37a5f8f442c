"""What the freeze asks of the archive: the name and bytes of a layer document, before anything is written. Pure."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from archive.aip.documents import ArchivedFile, layer_document
from archive.aip.layout import data_name, layer_name
from repository.record.dates import Period


def compose_layer(
    *, fragment: int, layer_date: date, interval: Period | None, files: Iterable[Mapping[str, Any]]
) -> tuple[str, bytes]:
    """Name and canonical bytes of a layer document.

    The files come in the depositor's order. Each is a mapping of ``number``, ``original_name``, ``archived_name``
    (empty for bytes that no package holds yet: they get their name from number and date), ``path``, ``size``,
    ``sha256``, ``media_type``, ``role``.
    """
    entries = [
        ArchivedFile(
            archived_name=entry["archived_name"]
            or data_name(number=entry["number"], original_name=entry["original_name"], archived_on=layer_date),
            path=entry["path"],
            size=entry["size"],
            sha256=entry["sha256"],
            media_type=entry["media_type"],
            role=entry["role"],
            position=position,
        )
        for position, entry in enumerate(files, start=1)
    ]
    document = layer_document(fragment=fragment, layer_date=layer_date, files=entries, interval=interval)
    return layer_name(fragment=fragment, archived_on=layer_date), document
