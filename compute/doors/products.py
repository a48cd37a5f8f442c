"""The address of a virtual product's result: from the cache where it is there, else computed and told how far it is.

A GET starts a job once for each request and state of its files; a HEAD starts nothing, nor does what failed start again
by itself.
"""

from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from compute.doors.downloads import file_answer
from compute.doors.entrance import Asker, TooOften, asker_of
from compute.models import Job, JobOutput, Product, ProductKind
from compute.pages.products import page_of, why_words
from compute.processes.base import InputRefused
from compute.processes.registry import processes
from compute.queries import progress_of, sees_jobs_of
from compute.services.resolving import QUOTAS, Resolved, begin_product, resolve
from compute.states import LIVE, JobState
from repository.accounts.rate import Window, origin_of
from repository.api.problems import MEDIA_TYPE, bare, problem
from repository.errors import RepositoryError, TransientFailure

STARTS: Final = Window()
STARTS_MOST: Final = 10
"""Computations that one origin may start in a minute by asking for products of others."""
SOON_S: Final = 5
LATER_S: Final = 600


@dataclass(frozen=True, slots=True)
class Asked:
    """One request for a file of a product; ``is_shown``: by who may see the owner's jobs."""

    request: HttpRequest
    product: Product
    name: str
    is_shown: bool


@require_safe
def product_result(request: HttpRequest, product: str, name: str) -> HttpResponseBase:
    """`/compute/products/<slug>/<file>`."""
    try:
        return _given(_asked(request, asker_of(request), product, name))
    except TooOften as often:
        answer = bare(429, "too-many")
        answer["Retry-After"] = str(often.wait_s)
        answer["Cache-Control"] = "private, no-store"
        return answer


def _given(asked: Asked) -> HttpResponseBase:
    """Raises TooOften, TransientFailure (a file of a result that is away), ``Http404``."""
    if asked.product.retired:
        return _told(asked, 410, _("This product was stopped."), code="product-stopped")
    try:
        return _answer(asked, _resolved(asked))
    except TransientFailure:
        raise
    except InputRefused as refused:
        return _told(asked, 409, why_words(refused, asked.product)[0], code="input-refused")
    except RepositoryError as refused:
        status = 503 if refused.code in QUOTAS else 410 if refused.code == "product-stopped" else 409
        return _told(asked, status, why_words(refused, asked.product)[0], code=refused.code)


def _asked(request: HttpRequest, asker: Asker, slug: str, name: str) -> Asked:
    """Raises ``Http404`` for what is not there for this asker, whatever the state of its files."""
    product = Product.objects.select_related("owner").filter(slug=slug, kind=ProductKind.VIRTUAL).first()
    if product is None:
        raise Http404("no such product")
    is_shown = asker.person == product.owner if asker.token else sees_jobs_of(asker.person, product.owner)
    process = processes().get(product.process)
    names = {spec.file_name for spec in process.outputs.values()} if process else {name}
    if name not in names or not (is_shown or product.is_public):
        raise Http404("no such result")
    return Asked(request, product, name, is_shown)


def _resolved(asked: Asked) -> Resolved:
    """Raises ``Http404`` where a stranger may not have it now; the owner is told why it cannot be had."""
    try:
        found = resolve(asked.product)
    except (RepositoryError, InputRefused) as refused:
        if asked.is_shown:
            raise
        raise Http404("no such result") from refused
    if not (asked.is_shown or found.is_open):
        raise Http404("no such result")
    return found


def _answer(asked: Asked, found: Resolved) -> HttpResponseBase:
    """Raises TooOften, and as `begin_product`."""
    job = found.job
    if found.needs_job:
        job = None if asked.request.method == "HEAD" else _begun(asked)
    if job is None or job.state in LIVE:
        words = _("This is being computed. Ask again a little later.")
        return _told(asked, 202, words, percent=progress_of(job) if job else 0)
    if job.state == JobState.SUCCEEDED:
        return _file(asked, job)
    words = _("The computation of this product did not succeed. Its owner can start it again.")
    return _told(asked, 424, words, code="product-failed")


def _begun(asked: Asked) -> Job:
    if not asked.is_shown and STARTS.add(origin_of(asked.request)) > STARTS_MOST:
        raise TooOften
    return begin_product(asked.product)


def _file(asked: Asked, job: Job) -> HttpResponseBase:
    output = JobOutput.objects.filter(job=job, name=asked.name).first()
    if output is None:
        raise Http404("no such result")
    return file_answer(asked.request, job, output)


def _told(asked: Asked, status: int, words: str, *, code: str = "", **more: Any) -> HttpResponseBase:
    """A page for browsers, else JSON: problem details of what cannot be given, how far it is of what will be."""
    answer: HttpResponseBase
    page = f"{settings.SITE_URL}{reverse('compute-product', args=[asked.product.slug])}"
    if "text/html" in asked.request.headers.get("Accept", ""):
        said = words if status != 202 else ""
        context = page_of(asked.product, asked.request.user, {}, said=said)
        answer = render(asked.request, "compute/product.html", context, status=status)
    elif status == 202:
        answer = JsonResponse({"status": "computing", "detail": words, "product": page} | more, status=202)
    else:
        answer = JsonResponse(problem(status, code, words), status=status, content_type=MEDIA_TYPE)
    if status in (202, 503):
        answer["Retry-After"] = str(SOON_S if status == 202 else LATER_S)
    answer["Cache-Control"] = "private, no-store"
    answer["Vary"] = "Accept, Accept-Language, Cookie"
    return answer
