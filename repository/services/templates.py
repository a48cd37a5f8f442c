"""Starting from what there is: values of another dataset or a file are proposed for a draft, or fill a new one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from repository.access import Action, require
from repository.crosswalks.readers.result import ReadRecord
from repository.errors import NotAllowed
from repository.models import Dataset, Person, Template
from repository.models.template import TemplateKind
from repository.queries.proposals import files_say
from repository.queries.template_sources import SourceDataset, document_of, source_of
from repository.queries.templates import TEMPLATES_MOST
from repository.services.deposits import ITS_OWN, create_deposit, lock_dataset
from repository.services.proposals import use_clear_proposals

OF_ONE: Final = ITS_OWN | {"dates"}
"""Fields that are never taken over: they are true of one dataset alone."""

OF_PEOPLE: Final = frozenset({"creators", "contributors", "contacts", "funding", "projects"})
"""Fields of a stranger's dataset that are taken over only when somebody asks for them."""

RELATIONS: Final = ("IsDerivedFrom", "IsNewVersionOf")
"""How a dataset may relate to the published one it starts from."""

_OF_ONE_WORK: Final = frozenset(
    {"IsNewVersionOf", "IsPreviousVersionOf", "IsIdenticalTo", "HasVersion", "IsVersionOf", "IsVariantFormOf",
     "IsOriginalFormOf", "HasMetadata", "IsObsoletedBy", "Obsoletes", "IsCitedBy", "IsReferencedBy", "IsReviewedBy",
     "HasPart", "Continues", "IsContinuedBy", "HasTranslation", "IsTranslationOf", "IsSourceOf"}
)  # fmt: skip
"""Relations of a dataset that are not those of the next one."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks of a published dataset besides its description. ``relation``: of `RELATIONS`, or empty."""

    with_people: bool = False
    relation: str = ""


@transaction.atomic
def start_from_dataset(*, actor: Person, source_key: UUID, wish: Wish) -> Dataset:
    """Open a deposit whose dataset begins with what another one says. Raises ``NotAllowed``, ``WrongState``."""
    dataset = create_deposit(actor=actor).datasets.get()
    take_from_dataset(dataset_key=dataset.key, actor=actor, source_key=source_key, wish=wish)
    return _filled(dataset, actor, language="")


@transaction.atomic
def start_from_file(*, actor: Person, name: str, found: ReadRecord, language: str = "") -> Dataset:
    """Open a deposit whose dataset begins with what a file says; ``language``: of texts that name none."""
    dataset = create_deposit(actor=actor).datasets.get()
    take_from_file(dataset_key=dataset.key, actor=actor, name=name, found=found)
    return _filled(dataset, actor, language=language)


@transaction.atomic
def take_from_dataset(*, dataset_key: UUID, actor: Person, source_key: UUID, wish: Wish) -> Template:
    """Propose what another dataset says. Raises ``NotAllowed`` for one that is neither the actor's nor public."""
    dataset = lock_dataset(dataset_key=dataset_key)
    require(actor, Action.EDIT, dataset)
    source = source_of(actor, source_key)
    if source is None:
        raise NotAllowed(_("You cannot start from this dataset. Choose one of yours, or a public one."))
    document = _copied(document_of(source), source, wish)
    deposit = source.dataset.deposit
    return _keep(
        dataset,
        actor,
        kind=TemplateKind.DEPOSIT if source.is_own else TemplateKind.PUBLISHED,
        doi=source.dataset.doi,
        dated=deposit.created.date() if source.is_own and deposit else None,
        document=document,
    )


@transaction.atomic
def take_from_file(*, dataset_key: UUID, actor: Person, name: str, found: ReadRecord) -> Template:
    """Propose what a description in a file says; what was not understood of it is kept beside."""
    dataset = lock_dataset(dataset_key=dataset_key)
    require(actor, Action.EDIT, dataset)
    return _keep(
        dataset,
        actor,
        kind=TemplateKind.FILE,
        name=name,
        dialect=found.dialect,
        document=_of_anybody(found.document),
        places=dict(found.places),
        remarks=[remark.as_json() for remark in found.remarks],
    )


def _keep(dataset: Dataset, actor: Person, **said: Any) -> Template:
    template = Template.objects.create(dataset=dataset, person=actor, **said)
    kept = Template.objects.filter(dataset=dataset).order_by("-pk").values_list("pk", flat=True)[:TEMPLATES_MOST]
    Template.objects.filter(dataset=dataset).exclude(pk__in=list(kept)).delete()
    return template


def _copied(document: Mapping[str, Any], source: SourceDataset, wish: Wish) -> dict[str, Any]:
    copied = _of_anybody(document)
    if source.is_own:
        return copied
    if not wish.with_people:
        copied = {field: value for field, value in copied.items() if field not in OF_PEOPLE}
    if wish.relation in RELATIONS:
        origin = {"identifier": source.dataset.doi, "identifier_type": "DOI", "relation": wish.relation}
        copied["related"] = [origin, *copied.get("related", ())]
    return copied


def _of_anybody(document: Mapping[str, Any]) -> dict[str, Any]:
    """The document without what is true of one dataset alone."""
    copied = {field: value for field, value in document.items() if field not in OF_ONE}
    related = copied.get("related")
    if isinstance(related, list):
        copied["related"] = [each for each in related if not _is_of_one_work(each)]
    return copied


def _is_of_one_work(related: object) -> bool:
    return isinstance(related, Mapping) and related.get("relation") in _OF_ONE_WORK


def _filled(dataset: Dataset, actor: Person, *, language: str) -> Dataset:
    """A new dataset with everything that was proposed for it; each value keeps its source, and can be undone."""
    offers = {line.field: line.mark for line in files_say(dataset).lines}
    use_clear_proposals(dataset_key=dataset.key, actor=actor, offers=offers, language=language)
    dataset.refresh_from_db()
    return dataset
