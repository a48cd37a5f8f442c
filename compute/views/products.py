"""Products: one's own and the public ones, the page of one and its buttons."""

from typing import Final

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from compute.models import Product, ProductKind
from compute.pages.products import line_of, now_of, page_of
from compute.queries import products_visible_to, sees_jobs_of
from compute.services.keeping import change_product
from repository.accounts.rate import Rate
from repository.errors import RepositoryError
from repository.models import Person
from repository.views.deposit_entrance import reader_of

PAGE_SIZE: Final = 30
RATE: Final = Rate(most=240)
"""Looks of one origin in a minute at products of others, each of which reads the request anew: an open page that
follows a computation asks thirty times.
"""


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """What the reader keeps, and what everybody may have."""
    person = request.user if isinstance(request.user, Person) else None
    own = Product.objects.filter(owner=person).select_related("source") if person else Product.objects.none()
    others = Product.objects.filter(is_public=True, retired__isnull=True).exclude(owner=person)
    page = Paginator(others.select_related("source"), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "own": [line_of(product) for product in own],
        "others": [line_of(product) for product in page],
        "is_known": person is not None,
        "page": page,
        "previous_url": f"?page={page.previous_page_number()}" if page.has_previous() else "",
        "next_url": f"?page={page.next_page_number()}" if page.has_next() else "",
    }
    return render(request, "compute/products.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def shown(request: HttpRequest, product: str) -> HttpResponse:
    """One product; with ``part=progress`` only what moves; a button that was pressed is answered first."""
    if request.method == "POST" and not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    found = products_visible_to(request.user).filter(slug=product).first()
    if found is None:
        raise Http404("no such product")
    if request.method == "POST":
        return _pressed(request, found)
    if not sees_jobs_of(request.user, found.owner) and RATE.is_over(request):
        return _wait(request)
    if request.GET.get("part") == "progress" and found.kind == ProductKind.VIRTUAL:
        return render(request, "compute/_product_now.html", {"now": now_of(found, request.user)})
    return render(request, "compute/product.html", page_of(found, request.user, request.GET))


def _wait(request: HttpRequest) -> HttpResponse:
    context = {"sentence": _("So many looks at products in a minute are too many. Wait a minute."), "code": "too-many"}
    answer = render(request, "errors/problem.html", context, status=429)
    answer["Retry-After"] = "60"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _pressed(request: HttpRequest, product: Product) -> HttpResponse:
    try:
        change_product(product_id=product.pk, actor=reader_of(request), do=request.POST.get("do", ""))
    except Product.DoesNotExist as error:
        raise Http404("no such product") from error
    except RepositoryError as error:
        messages.error(request, error.sentence)
    return redirect("compute-product", product.slug)
