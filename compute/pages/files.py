"""Files that a form offers: of one dataset's newest layer, and of the drafts that a person wrote last."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from compute.models import Job
from compute.pages.prefill import title_of
from compute.processes.base import Process
from compute.services.again import reference_to
from repository.access import AUTHORS, Action, can, live_grants
from repository.lifecycle import DatasetState, Standing
from repository.models import Dataset, DraftFile, LayerFile, Person, Station, StationKind
from repository.queries.deposits import dataset_title
from repository.queries.layers import published_snapshots
from repository.templatetags.formatting import size_text

MOST_FILES: Final = 200
MOST_DRAFTS: Final = 5
EDITED: Final = (DatasetState.DRAFT, DatasetState.CHANGES_REQUESTED)


@dataclass(frozen=True, slots=True)
class Choice:
    """One file to choose: its reference as a token of the form, its path and size in words."""

    token: str
    path: str
    size: str
    media_type: str
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Files of one dataset; ``note``: how many more there are."""

    title: str
    choices: Sequence[Choice]
    note: str = ""
    lang: str = ""


def media_types_of(process: Process) -> frozenset[str]:
    """Of files that any of its inputs takes."""
    return frozenset(kind for spec in process.inputs.values() for kind in spec.media_types)


def files_with_stations(dataset: Dataset, kinds: Collection[str]) -> set[int]:
    """Files (keys) of the newest layer in which casts, series or samples were found."""
    return set(_stations(dataset, kinds).order_by().values_list("file_id", flat=True).distinct())


def has_stations(dataset: Dataset, kinds: Collection[str]) -> bool:
    """Whether there is any such file that tells when it was observed: one question to the database."""
    return _stations(dataset, kinds).filter(first_day__isnull=False).exists()


def _stations(dataset: Dataset, kinds: Collection[str]) -> QuerySet[Station]:
    newest = published_snapshots(dataset).values("pk")[:1]
    places = LayerFile.objects.filter(snapshot__in=newest, file__media_type__in=kinds).order_by()
    found = Station.objects.filter(dataset=dataset, file__in=places.values("file_id"))
    return found.exclude(kind=StationKind.AREA)


def groups_for(
    actor: Person, dataset: Dataset | None, kinds: Collection[str], chosen: Collection[str] | None, *, preset: bool
) -> list[Group]:
    """What may be chosen. ``chosen``: tokens of the form; None: the form is new, and what suits is chosen."""
    groups = []
    if dataset is not None and can(actor, Action.DOWNLOAD, dataset):
        groups.append(_published(dataset, kinds, chosen, preset=preset))
    drafts = _drafts_of(actor)
    drafts = (drafts.exclude(pk=dataset.pk) if dataset else drafts)[:MOST_DRAFTS]
    groups += [_draft(draft, kinds, chosen or ()) for draft in drafts]
    return [group for group in groups if group.choices]


def _published(dataset: Dataset, kinds: Collection[str], chosen: Collection[str] | None, *, preset: bool) -> Group:
    places = LayerFile.objects.filter(snapshot=published_snapshots(dataset).first(), file__media_type__in=kinds)
    found = list(places.filter(file__erased_at=None).select_related("file")[: MOST_FILES + 1])
    suited = files_with_stations(dataset, kinds) if chosen is None and preset else set()
    choices = [
        Choice(token, place.path, size_text(place.file.size), place.file.media_type, is_chosen)
        for place in found[:MOST_FILES]
        for token in [f"layer:{dataset.suffix}:{place.path}"]
        for is_chosen in [place.file_id in suited if chosen is None else token in chosen]
    ]
    title, lang = title_of(dataset)
    return Group(title, choices, _more() if len(found) > MOST_FILES else "", lang)


def _more() -> str:
    return _("The first %(count)d files.") % {"count": MOST_FILES}


def _drafts_of(actor: Person) -> QuerySet[Dataset]:
    grants = live_grants(actor).filter(role__in=AUTHORS)
    own = Q(deposit__in=grants.filter(deposit__isnull=False).values("deposit_id"))
    shared = Q(pk__in=grants.filter(dataset__isnull=False).values("dataset_id"))
    written = Q(standing=Standing.UNPUBLISHED) | Q(state__in=EDITED)
    found = Dataset.objects.filter(own | shared, written, is_removed=False, draft_files__isnull=False)
    return found.distinct().order_by("-modified", "pk")


def _draft(dataset: Dataset, kinds: Collection[str], chosen: Collection[str]) -> Group:
    places = DraftFile.objects.filter(dataset=dataset, file__media_type__in=kinds).select_related("file")
    choices = [
        Choice(token, place.path, size_text(place.file.size), place.file.media_type, token in chosen)
        for place in places[:MOST_FILES]
        for token in [f"draft:{dataset.key}:{place.path}"]
    ]
    title = dataset_title(dataset)
    return Group(_("Your draft: %(title)s") % {"title": title.text}, choices, "", title.lang)


def tokens_of(job: Job) -> dict[str, list[str]]:
    """Input -> its files as tokens of the form; what is nowhere any more is left out."""
    found: dict[str, list[str]] = {}
    for one in job.files.select_related("dataset", "snapshot"):
        reference = reference_to(one)
        if reference is not None:
            place = f"layer:{reference['dataset']}" if "dataset" in reference else f"draft:{reference['draft']}"
            found.setdefault(one.name, []).append(f"{place}:{reference['path']}")
    return found
