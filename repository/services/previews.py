"""Previews of the files of public datasets: made after publication, apart and outside transactions, then only shown."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string

from repository.access import public_files_are_open
from repository.lifecycle import Standing
from repository.models import DataFile, Dataset, LayerFile, Preview, Publication
from repository.previews.carrying import Made, make_apart
from repository.previews.makers import MAKERS, maker_for
from repository.queries.erasures import erased_among
from repository.queries.layers import published_snapshots
from repository.services.deliveries import Claim
from repository.services.events import record_event
from repository.services.inspections import storable
from repository.services.stations import lacks_stations

logger = logging.getLogger(__name__)

MOST_FILES: Final = 500
"""So many files of a layer get a preview, in their order."""

AT_ONCE: Final = 50
PATIENCE_S: Final = 120.0
"""So many files are worked on before what was made is shown and the rest ordered anew; or so many seconds."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """What making one preview gave."""

    file: DataFile
    made: Made | None


def order_previews(*, claim: Claim) -> None:
    """Consumer of ``snapshot.published``, ``record.published``, ``embargo.ended``: have what is open now be made."""
    publication = Publication.objects.select_related("dataset__current_version").get(pk=claim.event.subject_id)
    with claim.complete():
        _order(publication)


@transaction.atomic
def order_all_previews() -> int:
    """Have the previews made that public datasets lack, or that older makers made; the number of datasets.

    Nobody is woken: the sweep finds them, those due longest first.
    """
    public = Publication.objects.filter(dataset__standing=Standing.PUBLIC, published_at__isnull=False)
    newest = public.order_by("dataset_id", "-number").distinct("dataset_id").select_related("dataset__current_version")
    return sum(_order(publication, wakes=False) for publication in newest.iterator())


def make_previews(*, claim: Claim) -> None:
    """Consumer of ``previews.ordered``: make some, show them, and order the others."""
    publication = Publication.objects.select_related("dataset__current_version").get(pk=claim.event.subject_id)
    wanted = list(_wanted(publication.dataset)[: AT_ONCE + 1])
    until, answers = time.monotonic() + PATIENCE_S, []
    for place in wanted[:AT_ONCE]:
        answers.append(_Answer(place.file, _made(place)))
        if time.monotonic() > until:
            break
    with claim.complete():
        dataset = Dataset.objects.select_for_update(of=("self",)).get(pk=publication.dataset_id)
        if not _is_open(dataset):
            return
        gone = erased_among(answer.file for answer in answers)
        for answer in answers:
            if answer.file.pk not in gone:
                _keep(answer)
        if answers:
            dataset.previewed_at = timezone.now()
            dataset.save(update_fields=["previewed_at"])
        if len(answers) < len(wanted):
            _order(publication)
    logger.info("previews.made dataset=%d files=%d", publication.dataset_id, len(answers))


def _order(publication: Publication, *, wakes: bool = True) -> bool:
    """Previews, and stations: in a lane of their own, so that nothing else of a dataset waits behind them."""
    dataset = publication.dataset
    if not _is_open(dataset) or not (_wanted(dataset).exists() or lacks_stations(dataset)):
        return False
    record_event("previews.ordered", subject=publication, lane=f"previews:{dataset.pk}", wakes=wakes)
    return True


def _is_open(dataset: Dataset) -> bool:
    return dataset.standing == Standing.PUBLIC and public_files_are_open(dataset)


def _wanted(dataset: Dataset) -> QuerySet[LayerFile]:
    """The files of the newest public layer that these makers have not looked at."""
    newest = published_snapshots(dataset).defer("document").first()
    places = LayerFile.objects.filter(snapshot=newest) if newest else LayerFile.objects.none()
    places = places.order_by("position", "path")
    first = places.values_list("pk", flat=True)[:MOST_FILES]
    missing = Q(file__preview__isnull=True) | ~Q(file__preview__makers=MAKERS)
    wanted = LayerFile.objects.filter(missing, pk__in=first, file__erased_at=None)
    return wanted.select_related("file").order_by("position", "path")


def _made(place: LayerFile) -> Made | None:
    """The preview of a file, from the sealed package; None where there is nothing to show, or the file is missing."""
    if maker_for(place.file.media_type, place.path) is None:
        return None
    find: Callable[[DataFile], Path] = import_string(settings.PACKAGE_FILES)
    try:
        return make_apart(find(place.file), name=place.path, media_type=place.file.media_type)
    except OSError:
        logger.warning("preview.failed file=%d", place.file.number)
        return None


def _keep(answer: _Answer) -> None:
    made = answer.made
    document = storable(made.preview.as_json()) if made else {}
    stations = [[each.longitude, each.latitude, each.name] for each in made.preview.stations] if made else None
    document.pop("stations", None)
    count = document.pop("station_count", 0)
    told = {
        "document": document or None,
        "stations": storable(stations) or None,
        "station_count": count,
        "picture": made.picture if made else b"",
        "picture_type": made.media_type if made else "",
        "picture_sha256": sha256(made.picture).hexdigest() if made and made.picture else "",
        "makers": MAKERS,
        "made_at": timezone.now(),
    }
    row = Preview(file=answer.file, **told)
    Preview.objects.bulk_create([row], update_conflicts=True, unique_fields=["file"], update_fields=list(told))
