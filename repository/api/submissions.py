"""Handing a dataset to the moderators, taking it back, correcting what is public."""

from typing import ClassVar
from uuid import UUID

from django.db import transaction
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from repository.access import Action, can
from repository.api.authentication import person_of
from repository.api.base import SUBMIT, ApiView
from repository.api.bodies import read_body
from repository.api.conditions import revision_wanted
from repository.api.datasets import shown
from repository.api.entrance import check_author, dataset_of
from repository.api.parameters import IF_MATCH
from repository.api.problems import Fault, pointer
from repository.api.shapes.inputs import SubmitInput
from repository.api.shapes.outputs import DatasetShape
from repository.api.showing import language
from repository.errors import Incomplete, WrongState
from repository.models import Dataset, Person
from repository.queries.agreements import Accepted
from repository.queries.deposits import holder_words
from repository.queries.drafts import draft_assessment
from repository.services.corrections import begin_correction, drop_correction
from repository.services.deposits import lock_dataset
from repository.services.draft_changes import stale
from repository.services.submissions import submit_dataset, take_back_dataset


class NotComplete(Incomplete):
    """What is missing, place by place."""

    def __init__(self, refusal: Incomplete, faults: tuple[Fault, ...]) -> None:
        super().__init__(refusal.sentence, code=refusal.code)
        self.faults = faults


class Submit(ApiView):
    """`/deposits/<id>/datasets/<key>/submit/`."""

    scopes: ClassVar[dict[str, str]] = {"POST": SUBMIT}

    @extend_schema(operation_id="submitDataset", request=SubmitInput, responses=DatasetShape, parameters=[IF_MATCH])
    def post(self, request: Request, deposit_id: UUID, key: UUID) -> Response:
        """Hand a dataset to the moderators. 422 says what is still missing, and where."""
        dataset, person = dataset_of(request, deposit_id, key), person_of(request)
        wanted = read_body(request, SubmitInput)
        check_author(person, dataset)
        agreement = Accepted(**wanted["agreement"]) if wanted["agreement"] else None
        try:
            submitted = _submit(dataset, person, agreement, wanted["note"], revision_wanted(request))
        except Incomplete as refusal:
            raise NotComplete(refusal, _missing(dataset)) from refusal
        return shown(submitted, person)


class TakeBack(ApiView):
    """`/deposits/<id>/datasets/<key>/take-back/`."""

    scopes: ClassVar[dict[str, str]] = {"POST": SUBMIT}

    @extend_schema(operation_id="takeBackDataset", request=None, responses=DatasetShape)
    def post(self, request: Request, deposit_id: UUID, key: UUID) -> Response:
        """Take a submitted dataset back, before the moderators have decided."""
        dataset, person = dataset_of(request, deposit_id, key), person_of(request)
        check_author(person, dataset)
        return shown(take_back_dataset(dataset_key=dataset.key, actor=person), person)


class Correction(ApiView):
    """`/deposits/<id>/datasets/<key>/correction/`."""

    scopes: ClassVar[dict[str, str]] = {"POST": SUBMIT, "DELETE": SUBMIT}

    @extend_schema(operation_id="beginCorrection", request=None, responses=DatasetShape)
    def post(self, request: Request, deposit_id: UUID, key: UUID) -> Response:
        """Open what is public for correction; readers see it as it was until the new version is accepted."""
        dataset, person = dataset_of(request, deposit_id, key), person_of(request)
        check_author(person, dataset)
        if not can(person, Action.CORRECT, dataset):
            raise WrongState(holder_words(dataset))
        return shown(begin_correction(dataset_key=dataset.key, actor=person), person)

    @extend_schema(operation_id="dropCorrection", responses={200: DatasetShape})
    def delete(self, request: Request, deposit_id: UUID, key: UUID) -> Response:
        """Give up a correction; what is public stays as it is."""
        dataset, person = dataset_of(request, deposit_id, key), person_of(request)
        check_author(person, dataset)
        return shown(drop_correction(dataset_key=dataset.key, actor=person), person)


@transaction.atomic
def _submit(dataset: Dataset, person: Person, agreement: Accepted | None, note: str, revision: int | None) -> Dataset:
    if revision is not None and lock_dataset(dataset_key=dataset.key).draft_revision != revision:
        raise stale()
    return submit_dataset(dataset_key=dataset.key, actor=person, agreement=agreement, note=note)


def _missing(dataset: Dataset) -> tuple[Fault, ...]:
    """What blocks, each with its place in the draft."""
    found = draft_assessment(dataset).blocking
    return tuple(Fault(pointer(*each.path), each.code, each.message(language())) for each in found)
