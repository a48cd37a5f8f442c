"""All typed links of a dataset, or of one layer, in one document (RFC 9264): for programs that follow them all."""

from hashlib import sha256
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from repository.crosswalks.typed_links import LINKSET_JSON, LINKSET_TEXT, linkset_json, linkset_text
from repository.lifecycle import Standing
from repository.models import Dataset
from repository.queries.landing import public_landing
from repository.queries.landing_parts import LandingPage
from repository.queries.signposts import contexts
from repository.views.public_dataset import gone, public_dataset
from repository.views.public_headers import PROXY_S, share

_FORMS: Final = {LINKSET_JSON: linkset_json, LINKSET_TEXT: linkset_text}


@require_safe
def linkset(request: HttpRequest, suffix: str) -> HttpResponseBase:
    """As JSON; in the form of a header by ``?format=text`` or ``Accept``; of one layer by ``?layer=``."""
    dataset = public_dataset(suffix)
    if dataset.standing == Standing.WITHDRAWN:
        return gone(request, dataset)
    layer = request.GET.get("layer", "")
    if layer and not (layer.isascii() and layer.isdigit() and len(layer) < 19):
        raise Http404("no such layer")
    return send_linkset(request, dataset, int(layer) if layer else None)


def send_linkset(request: HttpRequest, dataset: Dataset, fragment: int | None) -> HttpResponseBase:
    """The links of a public dataset, or of one layer; 404 for no such layer."""
    try:
        page = public_landing(dataset, fragment=fragment)
    except LookupError as error:
        raise Http404(str(error)) from error
    return _answer(request, dataset, page, fragment)


def _answer(request: HttpRequest, dataset: Dataset, page: LandingPage, fragment: int | None) -> HttpResponseBase:
    wanted = request.get_preferred_type([*_FORMS]) or LINKSET_JSON
    form = LINKSET_TEXT if request.GET.get("format") == "text" else wanted
    made_of = (dataset.current_version_id, dataset.datestamp, page.fragment, page.files.are_open, page.exports, form)
    etag = f'W/"{sha256(repr(made_of).encode()).hexdigest()[:32]}"'
    head = HttpResponse(content_type=form, headers={"ETag": etag})
    if dataset.datestamp:
        head["Last-Modified"] = http_date(dataset.datestamp.timestamp())
    share(head, dataset.suffix, seconds=0 if page.embargo_until else PROXY_S)
    patch_vary_headers(head, ("Accept",))
    answer = get_conditional_response(request, etag=etag, response=head)
    if answer is not head or request.method == "HEAD":
        return answer if isinstance(answer, HttpResponse) else head
    return StreamingHttpResponse(_FORMS[form](contexts(page, fragment)), headers=head.headers)
