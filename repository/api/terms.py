"""What the site offers: where everything is, disciplines, vocabularies, the agreement, the record's schema; oneself."""

from functools import cache
from typing import Any, ClassVar, Final

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from repository.api.authentication import person_of, token_of
from repository.api.base import ApiView, OpenView
from repository.api.links import url
from repository.api.shapes.outputs import Me
from repository.api.shapes.terms import AgreementShape, ConceptList, PoleList, RootShape
from repository.api.showing import language
from repository.forms.posted import storable
from repository.models import Pole
from repository.queries.agreements import agreement_shown
from repository.queries.concepts import ConceptHit, search_concepts
from repository.record.schema import record_schema
from repository.vocabularies.known import BOXES

LONGEST: Final = 200
NAMES: Final = (
    "me",
    "compute-processes",
    "compute-jobs",
    "compute-products",
    "deposits",
    "start",
    "poles",
    "vocabularies",
    "agreement",
    "record-schema",
    "schema",
    "docs",
)


class Root(OpenView):
    """`/api/v1/`."""

    @extend_schema(operation_id="readRoot", responses=RootShape)
    def get(self, request: Request) -> Response:
        """Where everything is."""
        return Response({"name": "Varve", "links": {name: url(f"api-{name}") for name in NAMES}})


class MeView(ApiView):
    """`/me/`."""

    scopes: ClassVar[dict[str, str]] = {}

    @extend_schema(operation_id="readMe", responses=Me)
    def get(self, request: Request) -> Response:
        """Whose token this is, what it may do, and until when."""
        person, token = person_of(request), token_of(request)
        return Response({
            "name": person.name,
            "email": person.email,
            "token": f"varve_{token.prefix}_…",
            "scopes": token.scopes,
            "expires": token.expires,
        })  # fmt: skip


class Poles(OpenView):
    """`/poles/`."""

    @extend_schema(operation_id="listPoles", responses=PoleList)
    def get(self, request: Request) -> Response:
        """The disciplines, whose codes a record names in `poles`."""
        found = [{"code": each.code, "name": each.name, "scope": each.scope} for each in Pole.objects.all()]
        return Response({"results": found})


class Vocabularies(OpenView):
    """`/vocabularies/`."""

    @extend_schema(
        operation_id="searchVocabularies",
        parameters=[
            OpenApiParameter("q", str, required=True, description="The beginning of a name, or words of it."),
            OpenApiParameter("in", enum=BOXES, description="For which field of the record; `keywords` if left out."),
            OpenApiParameter("scheme", str, description="One vocabulary only, by its short name."),
        ],
        responses=ConceptList,
    )
    def get(self, request: Request) -> Response:
        """The best concepts of all vocabularies of a field, each with what a record takes from it."""
        words = storable(request.query_params.get("q", ""))[:LONGEST].strip()
        box = request.query_params.get("in", BOXES[0])
        scheme = storable(request.query_params.get("scheme", ""))[:60]
        box = box if box in BOXES else BOXES[0]
        hits = search_concepts(words, box=box, language=language(), scheme=scheme)
        return Response({"results": [_hit(hit) for hit in hits]})


class AgreementView(OpenView):
    """`/agreement/`."""

    @extend_schema(operation_id="readAgreement", responses=AgreementShape)
    def get(self, request: Request) -> Response:
        """The deposit agreement in force, in the language asked for. Submitting names its version and language."""
        shown = agreement_shown()
        return Response({
            "version": shown.version,
            "language": shown.language,
            "text": shown.text,
            "since": shown.since,
            "page": url("agreement"),
        })  # fmt: skip


class RecordSchema(OpenView):
    """`/record-schema/`."""

    @extend_schema(operation_id="readRecordSchema", responses={(200, "application/schema+json"): OpenApiTypes.OBJECT})
    def get(self, request: Request) -> Response:
        """The JSON Schema (2020-12) of a whole record. A draft may lack anything of it."""
        return Response(_schema(), content_type="application/schema+json")


@cache
def _schema() -> dict[str, Any]:
    return record_schema()


def _hit(hit: ConceptHit) -> dict[str, Any]:
    return {
        "label": hit.label,
        "language": hit.language,
        "matched": hit.matched,
        "uri": hit.uri,
        "scheme": hit.scheme,
        "scheme_title": hit.scheme_title,
        "definition": hit.definition,
        "broader": list(hit.path),
        "entry": hit.entry,
    }
