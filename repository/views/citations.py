"""Citations in the styles of journals: written when they are asked for, in English or French, as text or HTML."""

from collections.abc import Mapping
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from repository.crosswalks.citation_styles import STYLES, as_html, as_text, language_of, style_named
from repository.lifecycle import Standing
from repository.models import Dataset
from repository.queries.styled_citations import citation_in_style
from repository.views.documents import send_document
from repository.views.public_dataset import gone, public_dataset

TEXT, HTML = "text", "html"
_FORMS: Final = {
    TEXT: (as_text, "text/x-bibliography; charset=utf-8", "txt"),
    HTML: (as_html, "text/html; charset=utf-8", "html"),
}
DEFAULT_STYLE: Final = "apa"


@require_safe
def citation_html(request: HttpRequest, suffix: str) -> HttpResponse:
    """One line of HTML: ``?style=``, ``?locale=`` (such as fr-FR) and ``?layer=``."""
    dataset = public_dataset(suffix)
    if dataset.standing == Standing.WITHDRAWN:
        return gone(request, dataset)
    return send_styled(request, dataset, HTML, request.GET.dict())


def send_styled(request: HttpRequest, dataset: Dataset, form: str, asked: Mapping[str, str]) -> HttpResponse:
    """The citation in the style that was asked for; 404 for no such layer, or with the list of styles for no such."""
    style = style_named(asked.get("style", DEFAULT_STYLE))
    layer = asked.get("layer", "")
    if style is None:
        return no_such_style(status=404)
    if layer and not (layer.isascii() and layer.isdigit() and len(layer) < 19):
        raise Http404("no such layer")
    language, fragment = language_of(asked.get("locale", "")), int(layer) if layer else None
    try:
        citation, made = citation_in_style(dataset, style=style, language=language, fragment=fragment)
    except LookupError as error:
        raise Http404(str(error)) from error
    write, content_type, extension = _FORMS[form]
    body = f"{write(made, citation, language)}\n".encode()
    name = f"{'-'.join((dataset.suffix, *([layer] if layer else []), style))}.{extension}"
    return send_document(request, dataset, body, content_type=content_type, name=name, fragment=fragment)


def no_such_style(*, status: int) -> HttpResponse:
    """The styles that there are, a line each with its name and title."""
    lines = [f"{name}\t{title}\n" for name, (title, _write) in STYLES.items()]
    return HttpResponse("".join(lines), status=status, content_type="text/plain; charset=utf-8")
