"""Datasets of a deposit: adding, reading, describing, sharing fields, removing; what a draft lacks; how far it is."""

from datetime import UTC, datetime
from typing import Any, ClassVar
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from repository.api.authentication import person_of
from repository.api.base import READ, WRITE, ApiView
from repository.api.bodies import OF_RECORD, check_fields, read_body
from repository.api.conditions import dataset_tag, revision_wanted
from repository.api.entrance import check_editable, dataset_of, deposit_of
from repository.api.links import dataset_url, url
from repository.api.parameters import IF_MATCH
from repository.api.problems import BodyInvalid, Fault
from repository.api.shapes.inputs import DatasetInput, NewDatasetInput, SharingInput
from repository.api.shapes.outputs import AssessmentShape, DatasetShape, ProgressShape
from repository.api.showing import dataset_shown, finding_shown
from repository.models import AccessPolicy, Dataset, Person
from repository.queries.deposit_steps import step_names, steps_of
from repository.queries.drafts import draft_assessment
from repository.queries.progress import is_finished, publication_progress
from repository.record.findings import Step
from repository.services.deposits import add_dataset, remove_dataset
from repository.services.draft_changes import AccessWanted, change_draft
from repository.services.sharing import SHARING


class Datasets(ApiView):
    """`/deposits/<id>/datasets/`."""

    scopes: ClassVar[dict[str, str]] = {"POST": WRITE}

    @extend_schema(operation_id="addDataset", request=NewDatasetInput, responses={201: DatasetShape})
    def post(self, request: Request, deposit_id: UUID) -> Response:
        """Add a dataset to a deposit."""
        deposit_of(request, deposit_id)
        wanted, person = read_body(request, NewDatasetInput), person_of(request)
        dataset = add_dataset(deposit_id=deposit_id, actor=person, like_first=wanted["like_first"])
        answer = shown(dataset, person, status=201)
        answer["Location"] = dataset_url(dataset)
        return answer


class OneDataset(ApiView):
    """`/deposits/<id>/datasets/<key>/`."""

    scopes: ClassVar[dict[str, str]] = {"GET": READ, "PATCH": WRITE, "DELETE": WRITE}

    @extend_schema(operation_id="readDataset", responses=DatasetShape)
    def get(self, request: Request, deposit_id: UUID, key: UUID) -> Response:
        """A dataset with its draft, as it was typed."""
        return shown(dataset_of(request, deposit_id, key), person_of(request))

    @extend_schema(operation_id="changeDataset", request=DatasetInput, responses=DatasetShape, parameters=[IF_MATCH])
    def patch(self, request: Request, deposit_id: UUID, key: UUID) -> Response:
        """Lay top-level fields of the record over the draft (`null` takes one out), and say who may fetch its files.

        A field is replaced whole. Whatever is given is kept, right or wrong: what is wrong stands in the assessment.
        """
        dataset, person = dataset_of(request, deposit_id, key), person_of(request)
        wanted = read_body(request, DatasetInput)
        fields = wanted.get("record", {})
        check_fields(fields, OF_RECORD, "record")
        access = _access(wanted["access"]) if "access" in wanted else None
        check_editable(person, dataset)
        changed = change_draft(
            dataset_key=key, actor=person, fields=fields, access=access, revision=revision_wanted(request)
        )
        return shown(changed, person)

    @extend_schema(operation_id="removeDataset", responses={204: None})
    def delete(self, request: Request, deposit_id: UUID, key: UUID) -> Response:
        """Remove a dataset that was never submitted; with the last one its deposit goes."""
        dataset, person = dataset_of(request, deposit_id, key), person_of(request)
        check_editable(person, dataset)
        remove_dataset(dataset_key=key, actor=person)
        return Response(status=204)


class Sharing(ApiView):
    """`/deposits/<id>/datasets/<key>/sharing/`."""

    scopes: ClassVar[dict[str, str]] = {"POST": WRITE}

    @extend_schema(operation_id="shareField", request=SharingInput, responses=DatasetShape)
    def post(self, request: Request, deposit_id: UUID, key: UUID) -> Response:
        """Say a field for all datasets of the deposit, say it apart, or go back to what is shared."""
        dataset, person = dataset_of(request, deposit_id, key), person_of(request)
        wanted = read_body(request, SharingInput)
        check_editable(person, dataset)
        changed = SHARING[wanted["action"]](dataset_key=key, actor=person, field=wanted["field"])
        changed.refresh_from_db()
        return shown(changed, person)


class AssessmentOf(ApiView):
    """`/deposits/<id>/datasets/<key>/assessment/`."""

    scopes: ClassVar[dict[str, str]] = {"GET": READ}

    @extend_schema(operation_id="assessDataset", responses=AssessmentShape)
    def get(self, request: Request, deposit_id: UUID, key: UUID) -> Response:
        """What a draft lacks, with the place of each finding, and the steps of the form."""
        dataset = dataset_of(request, deposit_id, key)
        assessment = draft_assessment(dataset)
        names = step_names()
        steps = [
            {
                "step": link.key,
                "name": str(names[Step(link.key)]),
                "missing": sum(finding.blocks for finding in assessment.of_step(link.key)),
                "note": link.note,
                "page": url(f"deposit-{link.key}", deposit_id, key),
            }
            for link in steps_of(dataset, assessment, current=Step.REVIEW)
        ]
        found = [finding_shown(finding) for finding in assessment.findings]
        return Response({"is_ready": not assessment.blocking, "findings": found, "steps": steps})


class Progress(ApiView):
    """`/deposits/<id>/datasets/<key>/progress/`."""

    scopes: ClassVar[dict[str, str]] = {"GET": READ}

    @extend_schema(operation_id="readProgress", responses=ProgressShape)
    def get(self, request: Request, deposit_id: UUID, key: UUID) -> Response:
        """How far the publication is; no stages before the moderators have accepted."""
        stages = publication_progress(dataset_of(request, deposit_id, key))
        told = [
            {"name": stage.name, "state": stage.state or "waiting", "note": stage.note, "at": stage.at}
            for stage in stages
        ]
        return Response({"is_finished": bool(stages) and is_finished(stages), "stages": told})


def shown(dataset: Dataset, person: Person, *, status: int = 200) -> Response:
    """The answer that a dataset is."""
    return Response(dataset_shown(dataset, person), status=status, headers={"ETag": dataset_tag(dataset)})


def _access(wanted: dict[str, Any]) -> AccessWanted:
    """The policy that is asked for. Raises ``BodyInvalid`` for an opening day that is none."""
    policy, until = wanted["policy"], wanted["embargo_until"]
    if until is not None and policy != AccessPolicy.EMBARGOED:
        raise _day_refused("embargo-date-unasked", _("Only embargoed files have a day on which they open."))
    if until is not None and until <= datetime.now(UTC).date():
        words = _("%(typed)s has come already: choose a later day, or open access.")
        raise _day_refused("embargo-date-past", words % {"typed": until.isoformat()})
    return AccessWanted(policy, until)


def _day_refused(code: str, words: str) -> BodyInvalid:
    return BodyInvalid(words, [Fault("/access/embargo_until", code, words)])
