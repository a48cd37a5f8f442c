"""The files of a layer or of a draft, a page at a time."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode

from django.db.models import Count, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from repository.models import (
    DataFile,
    Dataset,
    DraftFile,
    LayerFile,
    RecordVersion,
)
from repository.queries.landing_folders import folder_in, folders_of
from repository.queries.landing_parts import FileLine, FileList
from repository.queries.landing_previews import previews_of
from repository.queries.landing_terms import MEDIA
from repository.queries.layers import amount_in, amount_of, places_in
from repository.queries.science_parts import FolderView
from repository.queries.zipped import zipped_shapefiles

PAGE_OF_FILES: Final = 100

FileAddress = Callable[[int], str]
"""Number of a file of a draft -> where it can be fetched."""


class Asked(NamedTuple):
    """What of the files a reader asked for: a page, the number of the file whose preview is open, and a folder."""

    page: int = 1
    preview: int | None = None
    folder: str = ""


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
            erased_on=place.file.erased_at.date() if place.file.erased_at else None,
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
