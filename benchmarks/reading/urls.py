"""The site's addresses and ``/trivial/<suffix>/``: one query by a unique key, one line of text, all the middleware."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, URLResolver, path

from config.urls import handler400, handler403, handler404, handler500
from config.urls import urlpatterns as site
from repository.models import Dataset

__all__ = ["handler400", "handler403", "handler404", "handler500", "trivial", "urlpatterns"]


def trivial(_request: HttpRequest, suffix: str) -> HttpResponse:
    """The DOI of a dataset."""
    return HttpResponse(get_object_or_404(Dataset, suffix=suffix).doi, content_type="text/plain")


urlpatterns: list[URLPattern | URLResolver] = [path("trivial/<str:suffix>/", trivial), *site]
