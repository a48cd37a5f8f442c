"""What is stored for readers and harvesters, made anew: at the end of an embargo, and after an upgrade."""

from collections.abc import Iterator
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Count, Func, Q, TextField, Value

from repository.crosswalks.edition import Edition
from repository.crosswalks.formats import FORMATS
from repository.crosswalks.oai_sets import OPENNESS, sets_of
from repository.lifecycle import Standing
from repository.models import Dataset
from repository.queries.editions import edition_of
from repository.record.canonical import parse
from repository.record.model import Record
from repository.services.catalogue import write_entry
from repository.services.datestamps import next_datestamp
from repository.services.events import record_event
from repository.services.publication import Rendered, render_all, write_renditions
from repository.services.relations import write_relations
from repository.services.told import told_of_renditions

_SETS = Func("oai_sets", Value(" "), function="array_to_string", output_field=TextField())


def store_where_changed(locked: Dataset, record: Record, edition: Edition, rendered: tuple[Rendered, ...]) -> bool:
    """Replace what is stored of a locked dataset; the datestamp that harvesters come by moves with them alone.

    A datestamp that moved is told by ``renditions.renewed``, which is sealed into the package.
    """
    stored = {name: bytes(body) for name, body in locked.renditions.values_list("format", "body")}
    sets = sets_of(record, edition)
    if stored == {item.format: item.body for item in rendered} and locked.oai_sets == sets:
        write_renditions(locked, rendered)
        return False
    locked.datestamp = datestamp = next_datestamp()
    locked.oai_sets = sets
    locked.save(update_fields=["datestamp", "oai_sets"])
    locked.renditions.exclude(format__in=[item.format for item in rendered]).delete()
    write_renditions(locked, rendered)
    write_entry(locked, record, edition)
    told = told_of_renditions(edition, [(item.format, item.body) for item in rendered])
    payload = {"datestamp": datestamp.isoformat(), "sets": sets, **told}
    record_event("renditions.renewed", subject=locked, payload=payload)
    return True


def render_what_lacks() -> Iterator[str]:
    """Render each public dataset that lacks a format of today, has one of an older renderer, or is in no set of today.

    Gives the suffix of each dataset whose bytes changed. One transaction a dataset: it may be stopped at any time.
    """
    today = [entry for entry in FORMATS.values() if entry.stored]
    is_of_today = reduce(or_, (Q(renditions__format=each.name, renditions__renderer=each.renderer) for each in today))
    shown = Dataset.objects.filter(standing=Standing.PUBLIC, current_version__isnull=False)
    counted = shown.annotate(have=Count("renditions", filter=is_of_today), sets=_SETS)
    lacking = counted.exclude(have=len(today), sets__regex=f"(^| )({'|'.join(OPENNESS)})")
    for key in list(lacking.order_by("pk").values_list("pk", flat=True)):
        suffix = _render(key)
        if suffix:
            yield suffix


def fill_catalogue() -> Iterator[int]:
    """Write the entry of each public dataset that has none, or one that does not tell what it is found or asked by.

    Gives the key of each. One transaction a dataset: it may be stopped at any time.
    """
    shown = Dataset.objects.filter(standing=Standing.PUBLIC, current_version__isnull=False)
    lacking = Q(catalogue_entry__found_by__isnull=True) | Q(catalogue_entry__queried__isnull=True)
    for key in list(shown.filter(lacking).order_by("pk").values_list("pk", flat=True)):
        _fill(key)
        yield key


@transaction.atomic
def _fill(key: int) -> None:
    dataset = Dataset.objects.select_for_update(of=("self",)).select_related("current_version").get(pk=key)
    if dataset.current_version is not None and dataset.standing == Standing.PUBLIC:
        write_entry(dataset, parse(bytes(dataset.current_version.document)), edition_of(dataset))


@transaction.atomic
def _render(key: int) -> str:
    dataset = Dataset.objects.select_for_update(of=("self",)).select_related("current_version").get(pk=key)
    if dataset.current_version is None or dataset.standing != Standing.PUBLIC:
        return ""
    record, edition = parse(bytes(dataset.current_version.document)), edition_of(dataset)
    write_relations(dataset, record)
    return dataset.suffix if store_where_changed(dataset, record, edition, render_all(record, edition)) else ""
