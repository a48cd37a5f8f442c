"""What stands in the head of a public landing page for programs: `meta` elements and a block of JSON-LD."""

from dataclasses import dataclass, replace
from typing import Final

from repository.crosswalks.citation import cite
from repository.crosswalks.edition import Edition, EditionFile
from repository.crosswalks.head_meta import SCHEMAS, MetaTag, meta_tags
from repository.crosswalks.schema_org import head_block
from repository.models import Dataset, LayerFile
from repository.queries.editions import file_url
from repository.record.model import Record

_FILES: Final = 20
"""As many as the block of JSON-LD names."""


@dataclass(frozen=True, slots=True)
class Head:
    """``json_ld`` is without `<`, `>` and `&`: it stands in its element as it is; a layer's page has none."""

    meta: tuple[MetaTag, ...] = ()
    json_ld: str = ""
    schemas: tuple[tuple[str, str], ...] = SCHEMAS


def head_of(dataset: Dataset, record: Record, edition: Edition, fragment: int | None) -> Head:
    """The head of the page of the whole dataset, or of one layer. ``edition`` need not have files."""
    some = _with_first_files(dataset, edition)
    meta = meta_tags(record, some, cite(record, edition, fragment))
    return Head(meta, head_block(record, some) if fragment is None else "")


def _with_first_files(dataset: Dataset, edition: Edition) -> Edition:
    newest = edition.newest_layer
    if newest is None:
        return edition
    places = LayerFile.objects.filter(snapshot__dataset=dataset, snapshot__number=newest.fragment)
    files = tuple(
        EditionFile(
            path=place.path,
            url=file_url(dataset, newest.fragment, place.path),
            size=place.file.size,
            sha256=place.file.sha256,
            media_type=place.file.media_type,
            role=place.role,
        )
        for place in places.select_related("file").order_by("position", "path")[:_FILES]
    )
    return replace(edition, layers=(replace(newest, files=files), *edition.layers[1:]))
