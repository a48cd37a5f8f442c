"""Citing a part of a layer: the form, the page of a part, its CSV, and running it again."""

import hashlib
import zlib
from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from repository.access import Action, can
from repository.errors import NotAllowed, WrongState
from repository.forms.subsets import FIELDS, SubsetForm
from repository.lifecycle import Standing
from repository.models import Dataset, Person, Snapshot, Subset
from repository.queries.layers import published_snapshots
from repository.queries.subsets import conditions_of, subset_page, subset_url, subsets_of
from repository.services.subsets import run_again, store_subset
from repository.views.files import not_open
from repository.views.public_dataset import gone, public_dataset

_NUMBERS: Final = 18


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def subsets(request: HttpRequest, suffix: str) -> HttpResponse:
    """Say which part of a layer (``?layer=``, else the newest) is to be cited; storing it needs an account."""
    dataset = public_dataset(suffix)
    if dataset.standing == Standing.WITHDRAWN:
        return gone(request, dataset)
    if not can(None, Action.DOWNLOAD, dataset):
        return not_open(request, dataset)
    snapshot = _layer(dataset, request)
    told = request.POST if request.method == "POST" else request.GET
    is_asked = request.method == "POST" or any(told.get(name) for name in (*FIELDS, "variables"))
    form = SubsetForm(told if is_asked else None, layer=snapshot.number)
    if is_asked and form.is_valid() and form.question:
        known = Subset.objects.filter(dataset=dataset, identifier=form.question.identifier).first()
        if known or request.method == "POST":
            return redirect("subset", suffix, known.identifier) if known else _stored(request, dataset, form)
    context = {
        "suffix": suffix,
        "form": form,
        "fragment": snapshot.number,
        "conditions": conditions_of(form.question) if is_asked and form.question else (),
        "question": form.question,
        "known": subsets_of(dataset),
    }
    return render(request, "repository/subsets.html", context, status=422 if is_asked and form.errors else 200)


def _stored(request: HttpRequest, dataset: Dataset, form: SubsetForm) -> HttpResponse:
    if not isinstance(request.user, Person) or form.question is None:
        return redirect(f"/accounts/login/?next=/datasets/{dataset.suffix}/subsets/")
    try:
        subset = store_subset(dataset=dataset, question=form.question, actor=request.user)
    except WrongState as problem:
        messages.error(request, problem.sentence)
        return redirect("subsets", dataset.suffix)
    return redirect("subset", dataset.suffix, subset.identifier)


@never_cache
@require_safe
def subset(request: HttpRequest, suffix: str, identifier: str) -> HttpResponse:
    """The page of a part, for everybody."""
    dataset = public_dataset(suffix)
    if dataset.standing == Standing.WITHDRAWN:
        return gone(request, dataset)
    page = subset_page(_subset(dataset, identifier))
    response = render(request, "repository/subset.html", {"page": page, "subset": page.subset})
    response["Link"] = f'<{page.url}>; rel="cite-as", <{page.layer}>; rel="collection"; type="text/html"'
    return response


@require_safe
def subset_data(request: HttpRequest, suffix: str, identifier: str) -> HttpResponseBase:
    """The CSV of a part, to whoever may have the files without an account."""
    dataset = public_dataset(suffix)
    if dataset.standing == Standing.WITHDRAWN:
        return gone(request, dataset)
    if not can(None, Action.DOWNLOAD, dataset):
        return not_open(request, dataset)
    found = _subset(dataset, identifier)
    if not hasattr(found, "content"):
        raise Http404
    etag = f'"{found.sha256}"'
    if (known := get_conditional_response(request, etag=etag)) is not None:
        return known
    body = zlib.decompress(found.content.packed)
    if hashlib.sha256(body).hexdigest() != found.sha256:
        raise Http404
    response = HttpResponse(body, content_type="text/csv; charset=utf-8; header=present")
    response["Content-Disposition"] = f'attachment; filename="{dataset.suffix}-{identifier}.csv"'
    response["Link"] = f'<{subset_url(found)}>; rel="cite-as"'
    response["Cache-Control"] = "no-cache"
    response["ETag"] = etag
    return response


@login_required
@require_POST
def subset_again(request: HttpRequest, suffix: str, identifier: str) -> HttpResponse:
    """Read the files again and compare."""
    dataset = public_dataset(suffix)
    if dataset.standing == Standing.WITHDRAWN:
        return gone(request, dataset)
    found = _subset(dataset, identifier)
    if not isinstance(request.user, Person):
        raise NotAllowed
    try:
        run_again(subset=found, actor=request.user)
    except WrongState as problem:
        messages.error(request, problem.sentence)
    else:
        messages.success(request, _("It is being read again. Reload the page in a moment."))
    return redirect("subset", suffix, identifier)


def _subset(dataset: Dataset, identifier: str) -> Subset:
    found = Subset.objects.select_related("snapshot", "dataset__current_version", "content")
    found = found.defer("content__packed")
    subset = found.filter(dataset=dataset, identifier=identifier).first()
    if subset is None:
        raise Http404
    return subset


def _layer(dataset: Dataset, request: HttpRequest) -> Snapshot:
    """The layer that is asked for; ``Http404`` for none."""
    asked = request.GET.get("layer") or request.POST.get("layer") or ""
    layers = published_snapshots(dataset).defer("document")
    if asked:
        is_number = asked.isascii() and asked.isdigit() and len(asked) <= _NUMBERS
        layers = layers.filter(number=int(asked)) if is_number else layers.none()
    snapshot: Snapshot | None = layers.first()
    if snapshot is None:
        raise Http404
    return snapshot
