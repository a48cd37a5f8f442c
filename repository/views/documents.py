"""Documents about a public dataset, as they are sent whatever they hold."""

from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from repository.models import Dataset
from repository.views.public_headers import leading_back, repr_digest, share


def send_document(
    request: HttpRequest,
    dataset: Dataset,
    content: bytes,
    *,
    content_type: str,
    name: str,
    etag: str = "",
    fragment: int | None = None,
) -> HttpResponse:
    """A document about a dataset or one of its layers, the same for all: with its proof, its way back, and not sent
    again to who has it.
    """
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Link"] = leading_back(dataset.suffix, "describes", fragment, to_layer=True)
    response["Repr-Digest"] = repr_digest(sha256(content).digest())
    share(response, dataset.suffix)
    modified = int(dataset.datestamp.timestamp()) if dataset.datestamp else None
    if modified:
        response["Last-Modified"] = http_date(modified)
    response["ETag"] = f'"{etag or sha256(content).hexdigest()}"'
    answer = get_conditional_response(request, response["ETag"], modified, response)
    return answer if isinstance(answer, HttpResponse) else response
