"""The layers of a dataset drawn as a core, and the files of one of them, a page at a time."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode

from django.db.models import Count, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from repository.models import (
    DataFile,
    Dataset,
    DraftFile,
    LayerFile,
    Publication,
    PublicationKind,
    RecordVersion,
    Snapshot,
)
from repository.queries.landing_folders import folder_in, folders_of
from repository.queries.landing_parts import Bed, FileLine, FileList
from repository.queries.landing_previews import previews_of
from repository.queries.landing_terms import MEDIA
from repository.queries.layers import Amount, added_in, amount_in, amount_of, places_in
from repository.queries.science_parts import FolderView
from repository.queries.zipped import zipped_shapefiles
from repository.templatetags.formatting import day_text, number_text, size_text

PAGE_OF_FILES: Final = 100
MOST_BEDS: Final = 12
NEWEST_BEDS: Final = 6
_THICK, _THIN = 0.5, 0.1

FileAddress = Callable[[int], str]
"""Number of a file of a draft -> where it can be fetched."""


class Asked(NamedTuple):
    """What of the files a reader asked for: a page, the number of the file whose preview is open, and a folder."""

    page: int = 1
    preview: int | None = None
    folder: str = ""


def beds_of(dataset: Dataset, *, current: int | None, everything: bool = False) -> tuple[tuple[Bed, ...], int]:
    """Every public publication, newest first, and the number of layers; many old ones in one bed of their own."""
    passes = list(
        Publication.objects.filter(dataset=dataset, published_at__isnull=False)
        .select_related("snapshot")
        .defer("snapshot__document")
        .order_by("-number")
    )
    layer_count = sum(each.snapshot_id is not None for each in passes)
    added = added_in(Snapshot.objects.filter(dataset=dataset)) if layer_count else {}
    largest = max((amount.size for amount in added.values()), default=0)
    shown = passes if everything or len(passes) <= MOST_BEDS else passes[:NEWEST_BEDS]
    beds = [_bed(dataset, each, current, added, largest) for each in shown]
    beds[1:] = [_with_past(dataset, each, bed) for each, bed in zip(shown[1:], beds[1:], strict=True)]
    if len(shown) < len(passes):
        beds.append(_old_bed(passes[len(shown) :], added))
    return tuple(beds), layer_count


def _bed(dataset: Dataset, each: Publication, current: int | None, added: Mapping[int, Amount], largest: int) -> Bed:
    snapshot = each.snapshot
    if snapshot is None or each.kind == PublicationKind.RECORD:
        note = each.note or _("The files are the same.")
        return Bed(each.date, _("Description corrected"), note=note, record_only=True)
    amount = added.get(snapshot.number, Amount(0, 0))
    share = amount.size / largest if largest else 0.0
    return Bed(
        each.date,
        _layer_title(snapshot),
        under=f"#{snapshot.number}",
        url=reverse("layer", args=[dataset.suffix, snapshot.number]),
        note=". ".join(part.rstrip(".") for part in (_reader_note(each), _amount_words(amount)) if part),
        weight="thick" if share > _THICK else "thin" if share < _THIN else "",
        current=snapshot.number == current,
        anchor=str(snapshot.number),
    )


def _with_past(dataset: Dataset, each: Publication, bed: Bed) -> Bed:
    """The bed of an older publication leads to the description as it was then."""
    url = reverse("version", args=[dataset.suffix, each.number])
    return replace(bed, url=url) if bed.record_only else replace(bed, side=_("As published"), side_url=url)


def _reader_note(each: Publication) -> str:
    """What changed since the publication before; the first has nothing before it, and its notes are no reader's."""
    return each.note if each.number > 1 else ""


def _layer_title(snapshot: Snapshot) -> str:
    begin, end = day_text(snapshot.interval_begin), day_text(snapshot.interval_end)
    if begin and end and begin != end:
        return f"{begin} – {end}"
    if begin and end:
        return begin
    if begin:
        return _("from %(date)s") % {"date": begin}
    return _("Layer of %(date)s") % {"date": day_text(snapshot.date)}


def _amount_words(amount: Amount) -> str:
    if not amount.files:
        return _("No new file")
    words = ngettext("+ %(count)s file, %(size)s", "+ %(count)s files, %(size)s", amount.files)
    return words % {"count": number_text(amount.files), "size": size_text(amount.size)}


def _old_bed(passes: list[Publication], added: Mapping[int, Amount]) -> Bed:
    numbers = [each.snapshot.number for each in passes if each.snapshot]
    amounts = [added.get(number, Amount(0, 0)) for number in numbers]
    total = Amount(sum(amount.files for amount in amounts), sum(amount.size for amount in amounts))
    first, last = passes[-1].date.year, passes[0].date.year
    under = ngettext("%(count)s layer", "%(count)s layers", len(numbers)) % {"count": number_text(len(numbers))}
    return Bed(
        str(first) if first == last else f"{first} – {last}",
        _("Older layers"),
        under=under,
        url="?layers=all#layers",
        note=_amount_words(total),
        side=_("Show all"),
        side_url="?layers=all#layers",
        weight="thick",
        folded=True,
    )


def layer_file_list(
    dataset: Dataset, fragment: int, asked: Asked, *, is_open: bool, titles: Mapping[str, str]
) -> FileList:
    """One page of the files of a layer, or of one of its folders."""
    places, whole = places_in(fragment), amount_in(fragment)
    folders, total = None, whole
    if whole.files > PAGE_OF_FILES:
        folders = folders_of(fragment, folder_in(asked.folder))
        if folders.path:
            places = places.filter(path__startswith=folders.path)
            total = amount_of(places)
    first = _first_row(asked.page, total.files)
    rows = _with_files(places[first : first + PAGE_OF_FILES])
    here = f"?files={first // PAGE_OF_FILES + 1}{_query_of(folders)}"
    zipped = zipped_shapefiles((place.file_id, place.file.media_type) for place in rows)
    previews = previews_of(dataset, rows, here=here, asked=asked.preview) if is_open else {}
    lines = tuple(
        _line(
            path=place.path,
            number=place.file.number,
            size=place.file.size,
            sha256=place.file.sha256,
            media_type=place.file.media_type,
            known_as=_("Shapefile, zipped") if place.file_id in zipped else "",
            role=place.role,
            preview=previews.get(place.file_id),
            url=reverse("file", args=[dataset.suffix, fragment, place.path]),
            titles=titles,
        )
        for place in rows
    )
    manifest = f"{reverse('manifest', args=[dataset.suffix])}?layer={fragment}"
    listed = _listed(lines, first, total.files, 0, are_open=is_open, manifest_url=manifest, folders=folders)
    listed = replace(listed, count=whole.files, size=whole.size, shown_count=total.files)
    return replace(listed, zip_url=reverse("layer-zip", args=[dataset.suffix, fragment]) if is_open and lines else "")


def _with_files(places: QuerySet[LayerFile]) -> list[LayerFile]:
    """The places of one page with their files, which are asked for once it is known which these are."""
    rows = list(places)
    files = DataFile.objects.in_bulk([place.file_id for place in rows])
    for place in rows:
        place.file = files[place.file_id]
    return rows


def draft_file_list(
    dataset: Dataset,
    version: RecordVersion | None,
    *,
    page: int,
    address: FileAddress | None,
    titles: Mapping[str, str],
) -> FileList:
    """One page of the files of a draft, or of what was submitted with a version."""
    if version is None:
        count, size = _draft_volume(dataset)
        first = _first_row(page, count)
        shown = _draft_entries(dataset, first)
    else:
        count, size = len(version.files), sum(int(entry["size"]) for entry in version.files)
        first = _first_row(page, count)
        shown = version.files[first : first + PAGE_OF_FILES]
    lines = tuple(
        _line(
            path=str(entry["path"]),
            number=int(entry["number"]),
            size=int(entry["size"]),
            sha256=str(entry["sha256"]),
            media_type=str(entry["media_type"]),
            role=str(entry["role"]),
            url=address(int(entry["number"])) if address else "",
            titles=titles,
        )
        for entry in shown
    )
    return _listed(lines, first, count, size)


def _draft_volume(dataset: Dataset) -> tuple[int, int]:
    """Files and bytes of a draft."""
    total = DraftFile.objects.filter(dataset=dataset).aggregate(files=Count("pk"), size=Sum("file__size"))
    return total["files"], total["size"] or 0


def _draft_entries(dataset: Dataset, first: int) -> list[dict[str, Any]]:
    places = DraftFile.objects.filter(dataset=dataset).select_related("file").order_by("position", "path")
    return [
        {
            "path": place.path,
            "number": place.file.number,
            "size": place.file.size,
            "sha256": place.file.sha256,
            "media_type": place.file.media_type,
            "role": place.role,
        }
        for place in places[first : first + PAGE_OF_FILES]
    ]


def _line(*, path: str, media_type: str, titles: Mapping[str, str], known_as: str = "", **facts: Any) -> FileLine:
    folder, _slash, name = path.rpartition("/")
    kind = known_as or str(MEDIA.get(media_type, media_type))
    return FileLine(
        folder=f"{folder}/" if folder else "", name=name, kind=kind, media_type=media_type,
        title=titles.get(path, ""), **facts,
    )  # fmt: skip


def _first_row(page: int, count: int) -> int:
    last_page = max(1, -(-count // PAGE_OF_FILES))
    return (min(max(page, 1), last_page) - 1) * PAGE_OF_FILES


def _listed(
    lines: Iterable[FileLine],
    first: int,
    count: int,
    size: int,
    *,
    are_open: bool = True,
    manifest_url: str = "",
    folders: FolderView | None = None,
) -> FileList:
    shown = tuple(lines)
    page, end = first // PAGE_OF_FILES + 1, first + len(shown)
    query = _query_of(folders)
    return FileList(
        lines=shown,
        count=count,
        size=size,
        start=first + 1 if shown else 0,
        end=end,
        previous_url=f"?files={page - 1}{query}#files" if page > 1 else "",
        next_url=f"?files={page + 1}{query}#files" if end < count else "",
        are_open=are_open,
        manifest_url=manifest_url if shown else "",
        shown_count=count,
        folders=folders,
    )


def _query_of(folders: FolderView | None) -> str:
    """The part of an address that keeps to the folder that is listed."""
    return f"&{urlencode({'folder': folders.path})}" if folders and folders.path else ""
