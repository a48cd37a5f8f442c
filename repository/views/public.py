"""Landing pages, layers, tombstones, and the address of a DOI."""

from functools import partial
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from repository.access import Action, can
from repository.crosswalks.citation_styles import style_named
from repository.crosswalks.formats import EXPORTS
from repository.lifecycle import Standing
from repository.models import Dataset, Person, UsageKind
from repository.panels import panels_for
from repository.queries.landing import public_landing
from repository.queries.landing_layers import Asked
from repository.queries.landing_state import landing_state
from repository.queries.layers import published_snapshots
from repository.views import landing_pages
from repository.views.citations import TEXT, no_such_style, send_styled
from repository.views.export import send_layer, send_rendition
from repository.views.known_first import remember
from repository.views.landing_forms import LINKSET, PAGE, nothing_wanted, wanted_form
from repository.views.landing_pages import SHELF, Kept, is_for_all, key_of
from repository.views.linkset import send_linkset
from repository.views.negotiation import Wanted
from repository.views.public_dataset import gone, public_dataset
from repository.views.public_headers import conditional, signposts
from repository.views.usage import count_use


@require_safe
def landing(request: HttpRequest, suffix: str) -> HttpResponseBase:
    """The dataset as readers see it; in another form where ``Accept`` prefers one; the tombstone once withdrawn."""
    return _wanted(request, suffix, None)


@require_safe
def layer(request: HttpRequest, suffix: str, fragment: int) -> HttpResponseBase:
    """One layer of a dataset: its files and its citation; in another form where ``Accept`` prefers one."""
    return _wanted(request, suffix, fragment)


def _wanted(request: HttpRequest, suffix: str, fragment: int | None) -> HttpResponseBase:
    """A dataset or one of its layers, in the form that the reader wants."""
    wanted = wanted_form(request, of_layer=fragment is not None)
    if wanted and wanted.offer.name == PAGE:
        return _page(request, suffix, fragment)
    dataset = public_dataset(suffix)
    if dataset.standing == Standing.WITHDRAWN:
        return gone(request, dataset)
    if fragment is not None and not published_snapshots(dataset).filter(number=fragment).exists():
        raise Http404("no such layer")
    return nothing_wanted(dataset, fragment) if wanted is None else _sent(request, dataset, wanted, fragment)


def _sent(request: HttpRequest, dataset: Dataset, wanted: Wanted, fragment: int | None) -> HttpResponseBase:
    """What is there beside the page, at the address of the page."""
    if wanted.offer.name == LINKSET:
        response = send_linkset(request, dataset, fragment)
        query = "" if fragment is None else f"?layer={fragment}"
        response["Content-Location"] = f"{reverse('linkset', args=[dataset.suffix])}{query}"
        return response
    if wanted.offer.name == "citation-text" and "style" in wanted.parameters:
        return _styled(request, dataset, wanted, fragment)
    entry, media_type = EXPORTS[wanted.offer.name], wanted.offer.media_type
    if fragment is None:
        return send_rendition(request, dataset, entry, media_type=media_type)
    return send_layer(request, dataset, entry, str(fragment), media_type=media_type)


def _styled(request: HttpRequest, dataset: Dataset, wanted: Wanted, fragment: int | None) -> HttpResponse:
    """A citation as DOI agencies negotiate it: ``text/x-bibliography; style=apa; locale=fr-FR``."""
    asked = {key: wanted.parameters[key] for key in ("style", "locale") if key in wanted.parameters}
    if style_named(asked["style"]) is None:
        response = no_such_style(status=406)
    else:
        asked |= {} if fragment is None else {"layer": str(fragment)}
        response = send_styled(request, dataset, TEXT, asked)
        place = reverse("export", args=[dataset.suffix, wanted.offer.name])
        response["Content-Location"] = f"{place}?{urlencode(asked)}"
    patch_vary_headers(response, ("Accept",))
    return response


@require_safe
def doi(request: HttpRequest, prefix: str, suffix: str) -> HttpResponse:
    """Go where the DOI leads; DOIs are the same in any case."""
    shown = Dataset.objects.exclude(standing=Standing.UNPUBLISHED)
    dataset = shown.filter(prefix=prefix, suffix=suffix).first()
    dataset = dataset or shown.filter(former_dois__contains=[f"{prefix}/{suffix}"]).first()
    dataset = dataset or get_object_or_404(shown, prefix__iexact=prefix, suffix__iexact=suffix)
    return HttpResponseRedirect(reverse("landing", args=[dataset.suffix]))


def _page(request: HttpRequest, suffix: str, fragment: int | None) -> HttpResponse:
    """The page for this reader: the one kept for all who are not signed in, else one of their own."""
    state = landing_state(suffix) if is_for_all(request) else None
    if state is None:
        dataset = public_dataset(suffix)
        if dataset.standing == Standing.WITHDRAWN:
            return gone(request, dataset)
        response = conditional(request, _rendered(request, dataset, fragment), modified=dataset.datestamp)
        return _counted(request, response, dataset.pk)
    key = key_of(request, state, fragment)
    kept = SHELF.find(key)
    if kept is None:
        dataset = public_dataset(suffix)
        if dataset.standing == Standing.WITHDRAWN:
            return gone(request, dataset)
        kept = Kept.of(_rendered(request, dataset, fragment))
        SHELF.keep(key, kept)
    response = kept.answer(request, suffix, state)
    if not kept.has_forms:
        remember(request, response, seconds=landing_pages.SURE_S, count=partial(_count, state.dataset_id))
    return _counted(request, response, state.dataset_id)


def _count(dataset_id: int, request: HttpRequest, response: HttpResponse) -> None:
    count_use(request, response, dataset_id=dataset_id, kind=UsageKind.VIEW)


def _counted(request: HttpRequest, response: HttpResponse, dataset_id: int) -> HttpResponse:
    _count(dataset_id, request, response)
    return response


def _rendered(request: HttpRequest, dataset: Dataset, fragment: int | None) -> HttpResponse:
    try:
        page = public_landing(
            dataset,
            fragment=fragment,
            asked=asked_of(request),
            all_layers=request.GET.get("layers") == "all",
        )
    except LookupError as error:
        raise Http404(str(error)) from error
    actor = request.user if isinstance(request.user, Person) else None
    context = {
        "page": page,
        "dataset_key": dataset.key,
        "may_correct": can(actor, Action.CORRECT, dataset),
        "may_withdraw": can(actor, Action.WITHDRAW, dataset),
        "panels_use": panels_for("landing-use", request, dataset) if page.files.are_open and fragment is None else [],
    }
    name = "landing" if fragment is None else "layer"
    response = render(request, f"repository/{name}.html", context)
    response["Link"] = signposts(page, fragment=fragment)
    return response


def asked_of(request: HttpRequest) -> Asked:
    """What of the files the address names."""
    return Asked(
        page=whole_number(request.GET.get("files"), default=1),
        preview=whole_number(request.GET.get("preview"), default=0) or None,
        folder=request.GET.get("folder", ""),
    )


def whole_number(text: str | None, *, default: int) -> int:
    """A small whole number of an address, or ``default`` for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else default
