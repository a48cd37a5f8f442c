"""How far a publication is: frozen, packaged, copied, registered, public; told from events and open deliveries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from repository.lifecycle import DatasetState
from repository.models import Dataset, Delivery, LifecycleEvent, Publication
from repository.queries.deliveries import open_deliveries_of
from repository.templatetags.formatting import clock_text

_FREEZE: Final = "repository.consumers.freeze"
_STAGE_OF: Final[Mapping[str, int]] = {
    "dataset.accepted": 0,
    "snapshot.taken": 0,
    "snapshot.frozen": 1,
    "record.frozen": 1,
    "package.sealed": 2,
    "replica.requested": 2,
    "package.replicated": 3,
    "doi.registered": 4,
}
"""Event -> the stage that its consumers work on."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the road. ``state`` is done, now, held or empty (not yet); ``note`` says what hinders or how far."""

    name: str
    state: str = ""
    note: str = ""
    at: datetime | None = None


def publication_progress(dataset: Dataset) -> tuple[Stage, ...]:
    """The five stages of the publication under way, else of the last one; empty before the first acceptance."""
    publication = Publication.objects.filter(dataset=dataset).order_by("-number").first()
    if dataset.state == DatasetState.ACCEPTED and publication is not None and publication.published_at:
        publication = None
    if publication is None and dataset.state != DatasetState.ACCEPTED:
        return ()
    manifest, verified, wanted = _copies(dataset, publication)
    times = _times(publication)
    finished = all(times)
    troubles = {} if finished else _troubles(dataset, manifest)
    reached = next((index for index, at in enumerate(times) if at is None), len(times))
    names = (_("Frozen"), _("Packaged"), _("Copied"), _("DOI registered"), _("Public"))
    stages = []
    for index, (name, at) in enumerate(zip(names, times, strict=True)):
        state, note = ("done", "") if at else troubles.get(index, ("now" if index == reached else "", ""))
        if index == 2 and wanted:
            note = _joined(_copied_words(verified, wanted), note)
        stages.append(Stage(name, state, note, at))
    return tuple(stages)


def is_finished(stages: Iterable[Stage]) -> bool:
    """Whether nothing more is to come: the page that follows the stages may stop asking."""
    return all(stage.state == "done" for stage in stages)


def _times(publication: Publication | None) -> tuple[datetime | None, ...]:
    if publication is None:
        return (None,) * 5
    return (
        publication.frozen_at,
        publication.sealed_at,
        publication.replicated_at,
        publication.registered_at,
        publication.published_at,
    )


def _copies(dataset: Dataset, publication: Publication | None) -> tuple[str, int, int]:
    """The manifest of the publication, the copies of it that were verified, and the copies asked for."""
    if publication is None:
        return "", 0, 0
    sealed = LifecycleEvent.objects.filter(
        type="package.sealed", subject_type="publication", subject_id=str(publication.pk)
    ).first()
    manifest = str(sealed.payload.get("manifest", "")) if sealed else ""
    if not manifest:
        return "", 0, 0
    events = LifecycleEvent.objects.filter(
        dataset=dataset, type__in=("replica.requested", "replica.verified"), payload__manifest=manifest
    )
    stores: dict[str, set[str]] = {"replica.requested": set(), "replica.verified": set()}
    for kind, store in events.values_list("type", "payload__store"):
        stores[kind].add(str(store))
    wanted = len(stores["replica.requested"]) or settings.ARCHIVE_COPIES_BEFORE_PUBLIC
    return manifest, len(stores["replica.verified"]), wanted


def _copied_words(verified: int, wanted: int) -> str:
    """The sealed package is the first of the copies, as it is on the home page."""
    words = _("%(verified)d of %(wanted)d copies verified, the package among them")
    return words % {"verified": verified + 1, "wanted": wanted + 1}


def _troubles(dataset: Dataset, manifest: str) -> dict[int, tuple[str, str]]:
    """Stage -> (state, words) where a delivery failed: held, or tried again at a time that is told."""
    found: dict[int, tuple[str, str]] = {}
    for delivery in open_deliveries_of(dataset_id=dataset.pk):
        stage = _stage_of(delivery, manifest)
        if stage is None or found.get(stage, ("", ""))[0] == "held":
            continue
        if delivery.held_at is not None:
            found[stage] = ("held", delivery.last_error)
        elif delivery.last_error:
            found[stage] = ("now", _next_try(delivery))
    return found


def _stage_of(delivery: Delivery, manifest: str) -> int | None:
    event = delivery.event
    if event.type == "dataset.accepted" and delivery.consumer != _FREEZE:
        return None
    if event.type == "replica.requested" and event.payload.get("manifest") != manifest:
        return None
    return _STAGE_OF.get(event.type)


def _next_try(delivery: Delivery) -> str:
    due = max(delivery.due_at, timezone.now())
    words = _("It did not work: %(reason)s Tried again at %(time)s; nothing is asked of you.")
    return words % {"reason": _ended(delivery.last_error), "time": clock_text(due)}


def _ended(sentence: str) -> str:
    sentence = sentence.strip()
    return sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."


def _joined(*parts: str) -> str:
    return ". ".join(part.rstrip(".") for part in parts if part) + ("." if parts[-1].endswith(".") else "")
