"""What stands in the head of a public landing page for programs: `meta` elements and a block of JSON-LD."""

from dataclasses import dataclass, replace
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from repository.crosswalks.citation import cite
from repository.crosswalks.edition import Edition, EditionFile
from repository.crosswalks.head_meta import SCHEMAS, MetaTag, meta_tags
from repository.crosswalks.schema_org import FILES_MOST, HEAD_FILES, head_block
from repository.crosswalks.schema_org_layer import layer_block, render_layer
from repository.models import Dataset, Pole
from repository.queries.editions import file_url
from repository.queries.layers import places_in
from repository.queries.zipped import SHAPEFILE, zipped_shapefiles
from repository.record.model import Record
from repository.record.people import Person

_FEEDS_MOST: Final = 20


@dataclass(frozen=True, slots=True)
class Head:
    """``json_ld`` is without `<`, `>` and `&`: it stands in its element as it is. ``feeds``: name and address."""

    meta: tuple[MetaTag, ...] = ()
    json_ld: str = ""
    feeds: tuple[tuple[str, str], ...] = ()
    schemas: tuple[tuple[str, str], ...] = SCHEMAS


def head_of(dataset: Dataset, record: Record, edition: Edition, fragment: int | None) -> Head:
    """The head of the page of the whole dataset, or of one layer. ``edition`` need not have files."""
    some = _with_first_files(dataset, edition, fragment, HEAD_FILES)
    meta = meta_tags(record, some, cite(record, edition, fragment))
    block = head_block(record, some) if fragment is None else layer_block(record, some, fragment)
    return Head(meta, block, _feeds(record))


def _feeds(record: Record) -> tuple[tuple[str, str], ...]:
    """Feeds of what else becomes public of its disciplines and authors; of the first twenty authors."""
    poles = Pole.objects.filter(code__in=record.poles)
    found = [(pole.name, reverse("feed-discipline", args=[pole.code])) for pole in poles]
    known = [creator for creator in record.creators if isinstance(creator, Person) and creator.orcid]
    found += [(person.name, reverse("feed-author", args=[person.orcid])) for person in known[:_FEEDS_MOST]]
    return tuple((_("New datasets: %(of)s") % {"of": name}, url) for name, url in found)


def described_layer(dataset: Dataset, record: Record, edition: Edition, fragment: int) -> bytes:
    """One layer as schema.org/Dataset. ``edition`` need not have files. Raises ``LookupError`` for no such layer."""
    return render_layer(record, _with_first_files(dataset, edition, fragment, FILES_MOST), fragment)


def _with_first_files(dataset: Dataset, edition: Edition, fragment: int | None, most: int) -> Edition:
    """The edition with the first files of one layer, by default of the newest; the others stay empty."""
    newest = edition.newest_layer.fragment if edition.newest_layer else 0
    shown = newest if fragment is None else fragment
    places = list(places_in(shown).select_related("file")[:most])
    zipped = zipped_shapefiles((place.file_id, place.file.media_type) for place in places)
    files = tuple(
        EditionFile(
            path=place.path,
            url=file_url(dataset, shown, place.path),
            size=place.file.size,
            sha256=place.file.sha256,
            media_type=place.file.media_type,
            role=place.role,
            form=SHAPEFILE if place.file_id in zipped else "",
        )
        for place in places
    )
    filled = (replace(layer, files=files) if layer.fragment == shown else layer for layer in edition.layers)
    return replace(edition, layers=tuple(filled))
