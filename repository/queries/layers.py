"""The published layers of a dataset and their files."""

from django.db.models import QuerySet

from repository.models import Dataset, LayerFile, Publication, Snapshot


def newest_snapshot(dataset: Dataset) -> Snapshot | None:
    """The newest layer, public or on its way."""
    return Snapshot.objects.filter(dataset=dataset).order_by("-number").first()


def published_snapshots(dataset: Dataset) -> QuerySet[Snapshot]:
    """The public layers, newest first."""
    return Snapshot.objects.filter(dataset=dataset, published_at__isnull=False).order_by("-number")


def layer_files(snapshot: Snapshot) -> QuerySet[LayerFile]:
    """The files of a layer in their order."""
    return LayerFile.objects.filter(snapshot=snapshot).select_related("file").order_by("position", "path")


def publication_under_way(dataset: Dataset) -> Publication | None:
    """The pass along the road that has not ended, if any."""
    return Publication.objects.filter(dataset=dataset, published_at__isnull=True).first()
