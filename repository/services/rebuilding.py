"""A dataset becomes rows again from what its package tells, all in the caller's transaction."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection
from django.db.models import Model
from django.utils import timezone

from repository.errors import PermanentFailure
from repository.lifecycle import DatasetState, Standing
from repository.models import (
    AccessPolicy,
    CatalogueEntry,
    Dataset,
    Delivery,
    Erasure,
    LifecycleEvent,
    Person,
    Preview,
    Publication,
    Rendition,
)
from repository.queries.editions import edition_of
from repository.services.catalogue import entry_values
from repository.services.datestamps import next_datestamp
from repository.services.events import record_event
from repository.services.past import PUBLISHED, Past, PastPass, passes_of, public_pass
from repository.services.publication import render_all
from repository.services.rebuilt_erasures import write_erasures
from repository.services.rebuilt_numbers import free_number, pass_numbers
from repository.services.rebuilt_people import give_back_deposit, people_of
from repository.services.rebuilt_rows import write_layers, write_publications, write_versions
from repository.services.rebuilt_trail import (
    ask_about_unfinished,
    write_attempts,
    write_columns,
    write_events,
    write_renditions,
)
from repository.services.relations import write_relations
from repository.services.stations import forget_stations
from repository.services.subsets import forget_subsets
from repository.services.told import digest_of_renditions, told_of_renditions

_SHOWN = (*PUBLISHED, "renditions.renewed", "dataset.withdrawn")
"""Events that moved the datestamp, and tell it."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A dataset that is rows again. ``publications`` by SHA256 of their record, ``events`` and ``erasures`` by key.

    ``is_renewed``: its exports are not those that were sealed, so that harvesters are told by a new datestamp.
    """

    dataset: Dataset
    publications: dict[str, Publication]
    events: dict[str, LifecycleEvent]
    is_renewed: bool
    erasures: dict[str, Erasure]


def rebuild_dataset(past: Past, *, known: Dataset | None = None) -> Rebuilt:
    """Write every row of a dataset that the database does not hold; nobody is told.

    ``known``: the dataset in an older state, as a backup brought it back; it becomes what the package tells. Raises
    PermanentFailure ``never-public`` and ``story-unreadable``, and ``IntegrityError`` where its numbers are those of
    something else.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a dataset is rebuilt in one transaction, with what its package says of itself")
    try:
        passes = passes_of(past)
        told = _told(past, passes)
    except (KeyError, TypeError, ValueError) as error:
        text = f"The events of {past.suffix} do not tell its story: {error!r}."
        raise PermanentFailure(text, code="story-unreadable") from error
    _pass_numbers(past, passes)
    people = people_of(past.events)
    dataset = _brought_up(known, told) if known else _new(past, told, people)
    versions = write_versions(dataset, past, passes, people)
    snapshots = write_layers(dataset, past, passes)
    erasures = write_erasures(dataset, past)
    publications = write_publications(dataset, passes, versions, snapshots)
    numbers = {each.row: publications[each.number].pk for each in passes if each.row}
    events = write_events(dataset, past, people, numbers)
    write_attempts(dataset, past)
    dataset.current_version = versions.sealed[public_pass(passes).number]
    dataset.submitted_version = versions.newest_submitted
    dataset.save(update_fields=["current_version", "submitted_version"])
    is_renewed = dataset.standing == Standing.PUBLIC and _show(dataset, past, public_pass(passes))
    if not passes[-1].published:
        ask_about_unfinished(publications[passes[-1].number])
    by_record = {each.sealed.sha256: publications[each.number] for each in passes}
    return Rebuilt(dataset, by_record, events, is_renewed, erasures)


def _new(past: Past, told: dict[str, Any], people: dict[int, Person]) -> Dataset:
    """A dataset that the database never held, given to who submitted it last."""
    began = past.events[0].at
    number = free_number(Dataset, past.number_of("dataset"))
    dataset = Dataset(pk=number, suffix=past.suffix, created=began, **told)
    submitted = past.last("dataset.submitted")
    if submitted is not None and submitted.actor is not None:
        dataset.deposit = give_back_deposit(people[submitted.actor], since=began)
    dataset.save(force_insert=True)
    return dataset


def _brought_up(known: Dataset, told: dict[str, Any]) -> Dataset:
    """A dataset as a backup knew it, with what the package tells in place of that; the work that waited is done."""
    dataset = Dataset.objects.select_for_update(of=("self",)).get(pk=known.pk)
    for name, value in told.items():
        setattr(dataset, name, value)
    dataset.save()
    Delivery.objects.filter(event__dataset=dataset, lane=dataset.lane, done_at__isnull=True).update(
        done_at=timezone.now(), held_at=None
    )
    if dataset.standing == Standing.WITHDRAWN:
        Rendition.objects.filter(dataset=dataset).delete()
        CatalogueEntry.objects.filter(dataset=dataset).delete()
        Preview.objects.filter(file__dataset=dataset).delete()
        forget_stations(dataset)
        forget_subsets(dataset)
    return dataset


def _told(past: Past, passes: tuple[PastPass, ...]) -> dict[str, Any]:
    """The columns of the dataset that the package tells."""
    shown = public_pass(passes)
    facts = shown.sealed.record.publication
    stamp = past.last(*_SHOWN)
    if facts is None or facts.doi is None or stamp is None:
        raise ValueError("no publication is told")
    access, until = shown.access
    withdrawn, elsewhere = past.last("dataset.withdrawn"), past.last("dataset.kept_elsewhere")
    return {
        "prefix": facts.doi.partition("/")[0],
        "registrar": _registrar(shown),
        "reserved_at": shown.registered.at if shown.registered else past.events[0].at,
        "former_dois": shown.told.get("former_dois", _former_dois(passes, facts.doi)),
        "state": DatasetState.PUBLISHED if passes[-1].published else DatasetState.ACCEPTED,
        "standing": Standing.WITHDRAWN if withdrawn else Standing.PUBLIC,
        "access": AccessPolicy(access),
        "embargo_until": until,
        "poles": list(shown.sealed.record.poles),
        "oai_sets": _sets(past, shown),
        "datestamp": datetime.fromisoformat(stamp.payload["datestamp"]),
        "elsewhere": list(elsewhere.payload["places"]) if elsewhere else [],
        "first_published": date.fromisoformat(facts.date),
        "withdrawn_on": date.fromisoformat(withdrawn.payload["withdrawn_on"]) if withdrawn else None,
        "withdrawal_reason": withdrawn.reason if withdrawn else "",
        "modified": stamp.at,
    }


def _sets(past: Past, shown: PastPass) -> list[str]:
    """As harvesters were told last; of a package that does not tell them, those of its disciplines."""
    told = [event.payload["sets"] for event in past.events if event.type in _SHOWN and "sets" in event.payload]
    return list(told[-1]) if told else [f"pole:{code}" for code in shown.sealed.record.poles]


def _registrar(shown: PastPass) -> str:
    """Who holds the DOI."""
    registered = shown.registered.payload.get("registrar") if shown.registered else None
    return str(shown.told.get("registrar") or registered or "local")


def _former_dois(passes: tuple[PastPass, ...], doi: str) -> list[str]:
    """Those that older records name."""
    named = [facts.doi for each in passes if (facts := each.sealed.record.publication) and facts.doi]
    return [old for old in dict.fromkeys(named) if old != doi]


def _show(dataset: Dataset, past: Past, shown: PastPass) -> bool:
    """Exports and catalogue entry; whether they are others than harvesters know, who are told then."""
    write_columns(dataset, past, shown)
    record = shown.sealed.record
    edition = edition_of(dataset)
    made = render_all(record, edition)
    rendered = [(item.format, item.body) for item in made]
    is_renewed = _differs(dataset, past, rendered)
    if is_renewed:
        dataset.datestamp = datestamp = next_datestamp()
        dataset.save(update_fields=["datestamp"])
        payload = {"datestamp": datestamp.isoformat(), **told_of_renditions(edition, rendered)}
        record_event("renditions.renewed", subject=dataset, payload=payload)
    write_renditions(dataset, made)
    number = free_number(CatalogueEntry, shown.entry)
    values = entry_values(dataset, record, edition)
    write_relations(dataset, record)
    if CatalogueEntry.objects.filter(dataset=dataset).update(**values) == 0:
        CatalogueEntry.objects.bulk_create([CatalogueEntry(pk=number, dataset=dataset, **values)])
    return is_renewed


def _differs(dataset: Dataset, past: Past, rendered: list[tuple[str, bytes]]) -> bool:
    """Whether exports are not what was sealed: by newer software, another SITE_URL, or an embargo that ended since."""
    told = past.last(*PUBLISHED, "renditions.renewed")
    sealed = told.payload.get("renditions") if told else None
    if sealed:
        return bool(sealed != digest_of_renditions(rendered))
    until = dataset.embargo_until
    has_ended = dataset.access == AccessPolicy.EMBARGOED and until is not None and until <= datetime.now(UTC).date()
    return has_ended and past.last("embargo.ended") is None


def _pass_numbers(past: Past, passes: tuple[PastPass, ...]) -> None:
    """Before anything is written: no sequence gives a number that a row of this past is about to have again."""
    drawn = [int(past.suffix)] if past.suffix.isdigit() and len(past.suffix) <= 15 else []
    drawn += [number for layer in past.layers for number in (layer.fragment, *(file.number for file in layer.files))]
    rows: dict[type[Model], int] = {
        Dataset: past.number_of("dataset") or 0,
        Publication: max((each.row or 0 for each in passes), default=0),
        Person: max((event.actor or 0 for event in past.events), default=0),
        CatalogueEntry: public_pass(passes).entry or 0,
    }
    pass_numbers(drawn=drawn, rows=rows)
