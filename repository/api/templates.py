"""Starting from what there is: a deposit, or values for a draft, from a dataset or from a description in a file."""

from typing import Any, ClassVar, Final
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from repository.api.authentication import person_of
from repository.api.base import READ, WRITE, ApiView
from repository.api.bodies import read_body
from repository.api.deposits import deposit_answer
from repository.api.describing import description_of
from repository.api.entrance import check_author, check_editable, dataset_of
from repository.api.links import url
from repository.api.problems import BodyInvalid, Fault
from repository.api.shapes.outputs import DepositShape
from repository.api.shapes.templates import SourceInput, TemplateList, TemplateShape
from repository.api.showing import language
from repository.models import Dataset, Deposit, Person, Template
from repository.queries.template_sources import key_of_source, source_of
from repository.queries.templates import count_of_fields, label_of_template, templates_of
from repository.services.templates import (
    Wish,
    start_from_dataset,
    start_from_file,
    take_from_dataset,
    take_from_file,
)

REMARKS_MOST: Final = 500
FILE: Final = {"application/octet-stream": OpenApiTypes.BINARY}
NAME: Final = OpenApiParameter("name", str, required=True, description="What the file is called.")
LANGUAGE: Final = OpenApiParameter(
    "language",
    {"type": "string", "pattern": "^[a-z]{2,3}$"},
    description="Of texts of which the file does not say it; without it they are proposed and not used.",
)


class Start(ApiView):
    """`/deposits/start/`."""

    scopes: ClassVar[dict[str, str]] = {"POST": WRITE}

    @extend_schema(operation_id="startDeposit", request=SourceInput, responses={201: DepositShape})
    def post(self, request: Request) -> Response:
        """Open a deposit whose dataset begins with what another one says: one of yours, or a public one.

        Files, identifiers, dates and provenance are never taken over.
        """
        person = person_of(request)
        key, wish = _source(request, person)
        return _started(start_from_dataset(actor=person, source_key=key, wish=wish))


class StartFile(ApiView):
    """`/deposits/start/file/`."""

    scopes: ClassVar[dict[str, str]] = {"POST": WRITE}

    @extend_schema(
        operation_id="startDepositFromFile", request=FILE, parameters=[NAME, LANGUAGE], responses={201: DepositShape}
    )
    def post(self, request: Request) -> Response:
        """Open a deposit whose dataset begins with what a description in a file says.

        The body is the file: ISO 19139, ISO 19115-3, DataCite (XML, JSON), RO-Crate (JSON, zip), schema.org, Dublin
        Core, of 5 MB at most, a zip of 20 MB. What was not understood stands in the dataset's templates.
        """
        sent = description_of(request)
        dataset = start_from_file(actor=person_of(request), name=sent.name, found=sent.found, language=sent.language)
        return _started(dataset)


class Templates(ApiView):
    """`/deposits/<id>/datasets/<key>/templates/`."""

    scopes: ClassVar[dict[str, str]] = {"GET": READ, "POST": WRITE}

    @extend_schema(operation_id="listTemplates", responses=TemplateList)
    def get(self, request: Request, deposit_id: UUID, key: UUID) -> Response:
        """What a draft was started from or takes values from, and what of it was not understood."""
        dataset = dataset_of(request, deposit_id, key)
        check_author(person_of(request), dataset)
        return Response({"results": [_shown(each) for each in templates_of(dataset)]})

    @extend_schema(operation_id="takeFromDataset", request=SourceInput, responses={201: TemplateShape})
    def post(self, request: Request, deposit_id: UUID, key: UUID) -> Response:
        """Propose for a draft what another dataset says. Nothing that was typed is replaced: see its proposals."""
        dataset, person = dataset_of(request, deposit_id, key), person_of(request)
        check_editable(person, dataset)
        source, wish = _source(request, person)
        template = take_from_dataset(dataset_key=dataset.key, actor=person, source_key=source, wish=wish)
        return Response(_shown(template), status=201)


class TemplateFile(ApiView):
    """`/deposits/<id>/datasets/<key>/templates/file/`."""

    scopes: ClassVar[dict[str, str]] = {"POST": WRITE}

    @extend_schema(operation_id="takeFromFile", request=FILE, parameters=[NAME], responses={201: TemplateShape})
    def post(self, request: Request, deposit_id: UUID, key: UUID) -> Response:
        """Propose for a draft what a description in a file says; the body is the file, as for a new deposit."""
        dataset, person = dataset_of(request, deposit_id, key), person_of(request)
        check_editable(person, dataset)
        sent = description_of(request)
        template = take_from_file(dataset_key=dataset.key, actor=person, name=sent.name, found=sent.found)
        return Response(_shown(template), status=201)


def _source(request: Request, person: Person) -> tuple[UUID, Wish]:
    """The dataset that the body names. One that is not there and one that is not theirs are refused alike."""
    wanted = read_body(request, SourceInput)
    key = key_of_source(wanted["source"])
    if key is None or source_of(person, key) is None:
        words = _("You cannot start from this dataset. Choose one of yours, or a public one.")
        raise BodyInvalid(words, [Fault("/source", "source-unknown", words)], code="source-unknown")
    return key, Wish(wanted["with_people"], wanted.get("relation", ""))


def _started(dataset: Dataset) -> Response:
    deposit = Deposit.objects.get(datasets=dataset)
    answer = deposit_answer(deposit, status=201)
    answer["Location"] = url("api-deposit", deposit.pk)
    return answer


def _shown(template: Template) -> dict[str, Any]:
    side = "french" if language() == "fr" else "english"
    return {
        "kind": template.kind,
        "label": label_of_template(template),
        "dialect": template.dialect,
        "doi": template.doi,
        "at": template.at,
        "fields_said": count_of_fields(template.document),
        "remarks": [
            {"code": each.get("code", ""), "path": each.get("path", ""), "detail": each.get(side, "")}
            for each in template.remarks[:REMARKS_MOST]
        ],
        "remarks_count": len(template.remarks),
    }
