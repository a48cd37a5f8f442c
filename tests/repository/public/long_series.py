"""Series of very many layers, written as rows, and a reader of their lists as a program has it."""

from datetime import timedelta
from html.parser import HTMLParser

from django.utils import timezone

from repository.models import DataFile, Dataset, LayerFile, Publication, PublicationKind, Snapshot


def lengthened(dataset: Dataset, count: int) -> Dataset:
    """``count`` more layers, a month apart, each with one more file and without the one added before it."""
    first, passed = dataset.snapshots.get(), dataset.publications.get()
    kept = list(first.layer_files.all())
    number = first.number + 1000
    for step in range(1, count + 1):
        day = first.date + timedelta(days=30 * step)
        layer = Snapshot.objects.create(
            number=number + 2 * step, dataset=dataset, date=day, interval_begin=str(day), interval_end=str(day),
            manifest_sha256=f"{step:064x}", published_at=timezone.now(), file_count=len(kept) + 1, byte_count=step,
            changes={"new": [1, step], "changed": [0, 0], "gone": [int(step > 1), step - 1]},
        )  # fmt: skip
        file = DataFile.objects.create(
            number=number + 2 * step + 1, dataset=dataset, original_name="m.csv", size=step, sha256=f"{step:064x}"
        )
        places = [LayerFile(snapshot=layer, file=place.file, path=place.path) for place in kept]
        LayerFile.objects.bulk_create([*places, LayerFile(snapshot=layer, file=file, path=f"{step:03}.csv")])
        Publication.objects.create(
            dataset=dataset, number=step + 1, kind=PublicationKind.LAYER, record_version=passed.record_version,
            snapshot=layer, date=day, published_at=timezone.now(), note="One month more",
        )  # fmt: skip
    return dataset


class Layers(HTMLParser):
    """What a program finds of the layers on a page: the attributes of every element that has a fragment."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[dict[str, str]] = []
        self.folded: list[str] = []
        self.anchors: list[str] = []
        self._folds = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        self._folds += tag == "details"
        if "id" in told:
            self.anchors.append(told["id"])
        if "data-fragment" in told:
            self.found.append(told)
            if self._folds:
                self.folded.append(told["id"])

    def handle_endtag(self, tag: str) -> None:
        self._folds -= tag == "details"
