"""The published layers of a dataset and their files."""

from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery, Sum

from repository.models import Dataset, DraftFile, LayerFile, Snapshot


class Amount(NamedTuple):
    """Files and their bytes."""

    files: int = 0
    size: int = 0


def newest_snapshot(dataset: Dataset) -> Snapshot | None:
    """The newest layer, public or on its way."""
    return Snapshot.objects.filter(dataset=dataset).order_by("-number").first()


def files_changed(dataset: Dataset) -> bool:
    """Whether the draft's files are others than those of the newest layer, or in other places."""
    newest = newest_snapshot(dataset)
    if newest is None:
        return True
    draft = set(DraftFile.objects.filter(dataset=dataset).values_list("path", "file_id", "role"))
    return set(newest.layer_files.order_by().values_list("path", "file_id", "role")) != draft


def published_snapshots(dataset: Dataset) -> QuerySet[Snapshot]:
    """The public layers, newest first."""
    return Snapshot.objects.filter(dataset=dataset, published_at__isnull=False).order_by("-number")


def layer_files(snapshot: Snapshot) -> QuerySet[LayerFile]:
    """The files of a layer in their order."""
    return LayerFile.objects.filter(snapshot=snapshot).select_related("file").order_by("position", "path")


def places_in(fragment: int) -> QuerySet[LayerFile]:
    """The files of a layer by its fragment, in their order: read along an index, a page of many costs a page."""
    key = Snapshot.objects.filter(number=fragment).order_by().values("pk")
    return LayerFile.objects.filter(snapshot_id=Subquery(key)).order_by("position", "path")


def amount_of(places: QuerySet[LayerFile]) -> Amount:
    """Counted now."""
    found = places.order_by().aggregate(files=Count("pk"), size=Sum("file__size"))
    return Amount(found["files"], found["size"] or 0)


def amount_in(fragment: int) -> Amount:
    """What a layer holds."""
    stored = Snapshot.objects.filter(number=fragment).values_list("file_count", "byte_count").first()
    if stored is None or stored[0] is None:
        return amount_of(places_in(fragment))
    return Amount(stored[0], stored[1] or 0)


def added_in(snapshots: QuerySet[Snapshot]) -> dict[int, Amount]:
    """Layer -> what no older layer holds."""
    rows = list(snapshots.order_by().values_list("pk", "number", "added_files", "added_bytes"))
    known = {number: Amount(files, size or 0) for _key, number, files, size in rows if files is not None}
    asked = {key: number for key, number, files, _size in rows if files is None}
    if not asked:
        return known
    earlier = LayerFile.objects.filter(file_id=OuterRef("file_id"), snapshot__number__lt=OuterRef("snapshot__number"))
    places = LayerFile.objects.filter(~Exists(earlier), snapshot_id__in=asked).order_by()
    counted = places.values("snapshot_id").annotate(files=Count("pk"), size=Sum("file__size"))
    added = {asked[row["snapshot_id"]]: Amount(row["files"], row["size"] or 0) for row in counted}
    return {**known, **added}
