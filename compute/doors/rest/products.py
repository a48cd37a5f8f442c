"""Products: the list, keeping a request, one of them, stopping it. Results lie at their own addresses."""

from typing import Any, ClassVar, Final

from django.conf import settings
from django.db.models import F, QuerySet
from django.http import Http404
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from compute.doors.rest import product_shapes as shapes
from compute.doors.rest.processes import SCOPE
from compute.doors.rest.refused import told
from compute.models import Product, ProductKind
from compute.processes.registry import processes
from compute.queries import granules_waiting
from compute.services.granules import is_full
from compute.services.keeping import change_product, keep_product
from repository.api.authentication import person_of
from repository.api.base import ApiView
from repository.api.bodies import read_body
from repository.api.links import url
from repository.api.paging import cursor_of, limit_of, next_url
from repository.api.parameters import CURSOR, LIMIT
from repository.models import Person

GRANULES_MOST: Final = 100


class Products(ApiView):
    """`/compute/products/`."""

    scopes: ClassVar[dict[str, str]] = {"GET": SCOPE, "POST": SCOPE}

    @extend_schema(operation_id="listProducts", parameters=[LIMIT, CURSOR], responses=shapes.ProductList)
    def get(self, request: Request) -> Response:
        """Your products and the public ones of others, the newest first."""
        limit, after, person = limit_of(request), cursor_of(request, int), person_of(request)
        found = _visible(person).order_by("-pk")
        rows = list((found.filter(pk__lt=after[0]) if after else found)[: limit + 1])
        next_page = next_url(request, [rows[limit - 1].pk]) if len(rows) > limit else None
        return Response({"results": [line_shown(each, person) for each in rows[:limit]], "next": next_page})

    @extend_schema(operation_id="keepProduct", request=shapes.ProductInput, responses={201: shapes.ProductShape})
    def post(self, request: Request) -> Response:
        """Keep a request: computed whenever it is asked for and something changed, or for each new file."""
        asked, person = read_body(request, shapes.ProductInput), person_of(request)
        asked |= {"kind": ProductKind(asked["kind"]), "process_id": asked.pop("process"), "given": asked.pop("inputs")}
        with told(in_body=True):
            product = keep_product(actor=person, **asked)
        answer = Response(product_shown(product, person), status=201)
        answer["Location"] = url("api-compute-product", product.slug)
        return answer


class OneProduct(ApiView):
    """`/compute/products/<slug>/`."""

    scopes: ClassVar[dict[str, str]] = {"GET": SCOPE, "DELETE": SCOPE}

    @extend_schema(operation_id="readProduct", responses=shapes.ProductShape)
    def get(self, request: Request, product: str) -> Response:
        """One product; of one's own, with the files that it took."""
        person = person_of(request)
        return Response(product_shown(_named(person, product), person))

    @extend_schema(operation_id="stopProduct", responses={200: shapes.ProductShape})
    def delete(self, request: Request, product: str) -> Response:
        """Stop one's own product for good. Its record, its jobs and their results stay."""
        person = person_of(request)
        found = _named(person, product)
        if found.owner_id != person.pk:
            raise Http404
        return Response(product_shown(change_product(product_id=found.pk, actor=person, do="retire"), person))


def _visible(person: Person) -> QuerySet[Product]:
    """A token opens no private product of others, also not an operator's."""
    public = Product.objects.filter(is_public=True, retired__isnull=True)
    return (public | Product.objects.filter(owner=person)).select_related("source")


def _named(person: Person, slug: str) -> Product:
    found = _visible(person).filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def line_shown(product: Product, person: Person) -> dict[str, Any]:
    """In the list."""
    plain = ("slug", "kind", "title", "process", "is_public", "created", "paused", "retired")
    process = processes().get(product.process)
    names = [spec.file_name for spec in process.outputs.values()] if process else []
    is_virtual = product.kind == ProductKind.VIRTUAL and not product.retired
    return {name: getattr(product, name) for name in plain} | {
        "url": url("api-compute-product", product.slug),
        "page": f"{settings.SITE_URL}{reverse('compute-product', args=[product.slug])}",
        "is_own": product.owner_id == person.pk,
        "results": [_result_url(product, name) for name in names] if is_virtual else [],
    }


def product_shown(product: Product, person: Person) -> dict[str, Any]:
    """With what is for its owner alone."""
    told_: dict[str, Any] = dict.fromkeys(
        ("inputs", "dataset", "takes", "pattern", "hindrance", "waiting", "is_full", "granules"), None
    )
    if product.owner_id == person.pk:
        told_ = {"inputs": product.given, "dataset": product.source.doi if product.source else None}
        told_ |= {name: getattr(product, name) for name in ("takes", "pattern", "hindrance")}
        is_to_fill = product.kind == ProductKind.SYSTEMATIC and is_full(product)
        told_ |= {"waiting": granules_waiting(product).count(), "is_full": is_to_fill, "granules": _granules(product)}
    return line_shown(product, person) | told_


def _granules(product: Product) -> list[dict[str, Any]]:
    rows = product.granules.order_by("-pk").values("sha256", "path", "job", "refusal", layer=F("snapshot__number"))
    return [row | {"job": url("api-compute-job", row["job"]) if row["job"] else None} for row in rows[:GRANULES_MOST]]


def _result_url(product: Product, name: str) -> str:
    return f"{settings.SITE_URL}{reverse('compute-product-result', args=[product.slug, name])}"
