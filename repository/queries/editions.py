"""The Edition of a dataset: what the repository knows and the record does not say."""

from typing import Final, NamedTuple
from urllib.parse import quote

from django.conf import settings
from django.db.models import Prefetch, Q, prefetch_related_objects

from repository.access import files_are_open
from repository.crosswalks.edition import (
    Edition,
    EditionAccess,
    EditionColumn,
    EditionExport,
    EditionFile,
    EditionLayer,
    EditionPlace,
    EditionStatus,
)
from repository.crosswalks.formats import EXPORTS
from repository.lifecycle import Standing
from repository.models import DataFile, Dataset, Inspection, LayerFile, Publication, RecordVersion, Snapshot
from repository.queries.zipped import SHAPEFILE, zipped_shapefiles
from repository.record.canonical import parse
from repository.registrars.base import Registrar
from repository.registrars.choice import registrar_named

_TABLE: Final = "text/csv"
_TABLES_MOST: Final = 100
"""Tables of a layer whose columns are told."""


def landing_url(dataset: Dataset) -> str:
    """The landing page's absolute address."""
    return f"{settings.SITE_URL}/datasets/{dataset.suffix}/"


def layer_url(dataset: Dataset, fragment: int) -> str:
    """A layer's own absolute address, since the fragment never reaches a server."""
    return f"{landing_url(dataset)}layers/{fragment}/"


def file_url(dataset: Dataset, fragment: int, path: str) -> str:
    """The absolute address of one file of one layer."""
    return f"{landing_url(dataset)}files/{fragment}/{quote(path)}"


def archived_url(dataset: Dataset, file: DataFile) -> str:
    """Where a file of a draft is public already; nothing where no published layer holds it."""
    places = LayerFile.objects.filter(file=file, snapshot__published_at__isnull=False)
    place = places.select_related("snapshot").first()
    return file_url(dataset, place.snapshot.number, place.path) if place else ""


def registrar_of(dataset: Dataset, doi: str = "") -> Registrar:
    """Who holds the dataset's DOI; for the new one of a dataset that is being moved, the site's registrar."""
    is_moving = doi not in {"", dataset.doi}
    return registrar_named(settings.DOI_REGISTRAR if is_moving else dataset.registrar)


class Few(NamedTuple):
    """The newest layers of a dataset, ``most`` of them, and the one whose fragment is given."""

    most: int
    fragment: int | None = None


def edition_of(
    dataset: Dataset, *, upcoming: Publication | None = None, with_files: bool = True, few: Few | None = None
) -> Edition:
    """The edition that readers see now, or the one that ``upcoming`` will make when it is public.

    Its newest layer alone has its files, as no format tells those of older ones. ``few``: for pages of long series.
    """
    shown = _shown(dataset, upcoming, few)
    told = _with_their_files(shown[: int(with_files)])
    version = upcoming.record_version if upcoming else dataset.current_version
    public = Publication.objects.filter(dataset=dataset, published_at__isnull=False)
    newest = upcoming or public.order_by("-number").first()
    if version is None or newest is None:
        raise ValueError(f"{dataset} has nothing to show")
    doi = _sealed_doi(version) if upcoming else dataset.doi
    former = (*dataset.former_dois, *(() if doi == dataset.doi else (dataset.doi,)))
    withdrawn = dataset.standing == Standing.WITHDRAWN
    access = _access(dataset, version)
    columns = _columns(shown[0]) if with_files and shown and access is EditionAccess.OPEN else {}
    zipped = _zipped(told)
    return Edition(
        doi=doi,
        url=landing_url(dataset),
        publisher=settings.SITE_NAME,
        published=dataset.first_published or newest.date,
        updated=newest.date,
        number=public.exclude(pk=newest.pk).count() + 1,
        layers=tuple(_layer(dataset, snapshot, columns, zipped, with_files=snapshot in told) for snapshot in shown),
        access=access,
        embargo_until=version.embargo_until,
        status=EditionStatus.WITHDRAWN if withdrawn else EditionStatus.PUBLIC,
        withdrawn_on=dataset.withdrawn_on,
        withdrawal_reason=dataset.withdrawal_reason,
        doi_resolves=registrar_of(dataset, doi).resolves,
        site_url=settings.SITE_URL,
        contact_email=settings.CONTACT_EMAIL,
        alternate_identifiers=tuple(f"{settings.SITE_URL}/doi/{old}" for old in former),
        exports=exports_of(dataset),
        elsewhere=_elsewhere(dataset),
    )


def _shown(dataset: Dataset, upcoming: Publication | None, few: Few | None) -> list[Snapshot]:
    """The layers of an edition, newest first."""
    found = Snapshot.objects.filter(dataset=dataset).defer("document").order_by("-number")
    if upcoming is None:
        found = found.filter(published_at__isnull=False)
    else:
        found = found.filter(Q(published_at__isnull=False) | Q(pk=upcoming.snapshot_id))
    if few is None:
        return list(found)
    newest = list(found[: few.most])
    if few.fragment is None or any(layer.number == few.fragment for layer in newest):
        return newest
    return [*newest, *found.filter(number=few.fragment)]


def _with_their_files(layers: list[Snapshot]) -> list[Snapshot]:
    prefetch_related_objects(layers, Prefetch("layer_files", LayerFile.objects.select_related("file")))
    return layers


def _zipped(layers: list[Snapshot]) -> frozenset[int]:
    """The files (their keys) of these layers that are zipped Shapefiles."""
    files = [place.file for layer in layers for place in layer.layer_files.all()]
    return zipped_shapefiles((file.pk, file.media_type) for file in files)


def exports_of(dataset: Dataset) -> tuple[EditionExport, ...]:
    """The formats that the dataset can be had in, with their absolute addresses."""
    return tuple(
        EditionExport(entry.title, f"{landing_url(dataset)}export/{name}", entry.media_type, entry.profile)
        for name, entry in EXPORTS.items()
    )


def _elsewhere(dataset: Dataset) -> tuple[EditionPlace, ...]:
    """The data centres that hold it too."""
    return tuple(EditionPlace(each["name_en"], each["identifier"], each["address"]) for each in dataset.elsewhere)


def _sealed_doi(version: RecordVersion) -> str:
    """The DOI that a sealed record names: that of its dataset, but while the dataset is being moved to another."""
    facts = parse(bytes(version.document)).publication
    if facts is None or facts.doi is None:
        raise ValueError(f"{version} is not sealed")
    return facts.doi


def _access(dataset: Dataset, version: RecordVersion) -> EditionAccess:
    probe = Dataset(access=version.access, embargo_until=version.embargo_until)
    return EditionAccess.OPEN if files_are_open(probe) else EditionAccess(version.access)


def _columns(snapshot: Snapshot) -> dict[int, tuple[EditionColumn, ...]]:
    """File (its key) -> its columns, of the first plain tables of a layer that were read as they arrived."""
    tables = Inspection.objects.filter(file__layer_places__snapshot=snapshot, file__media_type=_TABLE)
    told = tables.filter(reading__facts__header__isnull=False).order_by("file_id").distinct()
    rows = told.values_list("file_id", "reading__facts__header")[:_TABLES_MOST]
    return {file: tuple(EditionColumn(str(label), str(kind)) for label, kind in header) for file, header in rows}


def _layer(
    dataset: Dataset,
    snapshot: Snapshot,
    columns: dict[int, tuple[EditionColumn, ...]],
    zipped: frozenset[int],
    *,
    with_files: bool,
) -> EditionLayer:
    return EditionLayer(
        fragment=snapshot.number,
        url=layer_url(dataset, snapshot.number),
        date=snapshot.date,
        begin=snapshot.interval_begin,
        end=snapshot.interval_end,
        files=tuple(
            EditionFile(
                path=place.path,
                url=file_url(dataset, snapshot.number, place.path),
                size=place.file.size,
                sha256=place.file.sha256,
                media_type=place.file.media_type,
                role=place.role,
                columns=columns.get(place.file_id, ()),
                form=SHAPEFILE if place.file_id in zipped else "",
            )
            for place in (snapshot.layer_files.all() if with_files else ())
            if place.file.erased_at is None
        ),
    )
