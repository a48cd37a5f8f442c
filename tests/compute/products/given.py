"""Products of people, layers that are shown without the whole road, and jobs that end without a backend."""

from datetime import datetime
from hashlib import sha256
from typing import Any

import pytest
from django.utils import timezone

from compute.doors import entrance
from compute.doors import products as door
from compute.models import Product, ProductKind
from compute.services.keeping import keep_product
from compute.views import products as pages
from repository.accounts.rate import Rate, Window
from repository.api import throttling
from repository.lifecycle import Standing
from repository.models import (
    DataFile,
    Dataset,
    Delivery,
    LayerFile,
    Person,
    Publication,
    PublicationKind,
    RecordVersion,
    Snapshot,
)
from repository.services.events import record_event
from tests.driver import run_everything_due
from tests.factories import make_draft

CONSUMER = "compute.consumers.take_layer"


@pytest.fixture(autouse=True)
def nobody_asked_too_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows of its own for each test."""
    window = Window()
    monkeypatch.setattr(throttling, "WINDOW", window)
    monkeypatch.setattr(entrance, "WINDOW", window)
    monkeypatch.setattr(door, "STARTS", Window())
    monkeypatch.setattr(pages, "RATE", Rate(most=240))


def virtual(
    owner: Person, process: str = "echo", *, is_public: bool = True, title: str = "Mean", **given: Any
) -> Product:
    """A request that is computed when it is asked for."""
    kind = ProductKind.VIRTUAL
    return keep_product(actor=owner, kind=kind, title=title, process_id=process, given=given, is_public=is_public)


def systematic(owner: Person, dataset: Dataset, **more: Any) -> Product:
    """Each table of a dataset is listed."""
    told: dict[str, Any] = {"title": "Every table", "process_id": "listing", "given": {}, "takes": "source"}
    return keep_product(actor=owner, kind=ProductKind.SYSTEMATIC, dataset=dataset.suffix, **(told | more))


def address_of(product: Product, name: str = "echo.json") -> str:
    """Where a result of it is."""
    return f"/compute/products/{product.slug}/{name}"


def public_dataset(author: Person) -> Dataset:
    """Open, without a layer yet."""
    dataset = make_draft(author)
    Delivery.objects.all().delete()
    Dataset.objects.filter(pk=dataset.pk).update(standing=Standing.PUBLIC, datestamp=timezone.now())
    dataset.refresh_from_db()
    return dataset


def layer(dataset: Dataset, *, at: datetime | None = None, **files: bytes) -> Snapshot:
    """A public layer of tables: name of the file (without its `.csv`) -> its bytes."""
    moment, number = at or timezone.now(), 900_000 + Snapshot.objects.count()
    shown = Snapshot.objects.create(number=number, dataset=dataset, date=moment.date(), published_at=moment)
    for name, content in files.items():
        LayerFile.objects.create(snapshot=shown, file=_file(dataset, name, content), path=f"data/{name}.csv")
    return shown


def _file(dataset: Dataset, name: str, content: bytes) -> DataFile:
    told = {"sha256": sha256(content).hexdigest(), "size": len(content), "media_type": "text/csv"}
    number = 800_000 + DataFile.objects.count()
    return DataFile.objects.create(number=number, dataset=dataset, original_name=f"{name}.csv", **told)


def announced(shown: Snapshot, *, times: int = 1) -> None:
    """What the road says at its end, heard by us alone."""
    version, _is_new = RecordVersion.objects.get_or_create(
        dataset=shown.dataset, number=1, defaults={"document": b"{}", "sha256": "0" * 64}
    )
    told = {"kind": PublicationKind.LAYER, "record_version": version, "date": shown.date}
    told |= {"number": shown.number, "published_at": shown.published_at, "dataset": shown.dataset}
    publication, _is_new = Publication.objects.get_or_create(snapshot=shown, defaults=told)
    for _ in range(times):
        record_event("snapshot.published", subject=publication)
    Delivery.objects.filter(event__type="snapshot.published").exclude(consumer=CONSUMER).delete()


def heard() -> None:
    """What was made and announced is worked on, but for the jobs themselves, which are computed nowhere."""
    Delivery.objects.filter(event__subject_type="job").delete()
    run_everything_due()


def taken(product: Product) -> list[str]:
    """Names of the files that have their job."""
    rows = product.granules.filter(job__isnull=False).values_list("path", flat=True)
    return sorted(path.rpartition("/")[2] for path in rows)
