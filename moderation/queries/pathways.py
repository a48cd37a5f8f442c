"""Which centres a dataset concerns now: its public record read into facts, and the rules asked."""

from collections.abc import Iterable

from moderation.models import DataCentre
from moderation.pathways.facts import Facts, facts_of, organisations_of
from moderation.pathways.routes import Centre, Concern, concerned
from repository.access import public_files_are_open, public_policy
from repository.models import Dataset, Organisation
from repository.record.canonical import parse
from repository.record.model import Record


def concerns_of(dataset: Dataset) -> tuple[Concern, ...]:
    """The centres that a public dataset concerns; none for one that is not public."""
    if dataset.current_version is None:
        return ()
    return concerned(facts_of_dataset(dataset), _as_asked(DataCentre.objects.filter(is_active=True)))


def facts_of_dataset(dataset: Dataset) -> Facts:
    """What of a public dataset decides where it goes. ``ValueError`` where nothing is public."""
    if dataset.current_version is None:
        raise ValueError(f"{dataset} is not public")
    record = parse(bytes(dataset.current_version.document))
    access, until = public_policy(dataset)
    return facts_of(
        record,
        countries_of=_countries_of(record),
        access="open" if public_files_are_open(dataset) else access,
        embargo_until=until,
    )


def _countries_of(record: Record) -> dict[str, str]:
    """The countries of the organisations, as far as the registry of this site knows them."""
    known = Organisation.objects.filter(ror__in=organisations_of(record)).exclude(country="")
    return dict(known.values_list("ror", "country"))


def _as_asked(centres: Iterable[DataCentre]) -> tuple[Centre, ...]:
    return tuple(Centre(each.code, tuple(each.themes), tuple(each.countries), tuple(each.kinds)) for each in centres)
