"""Addresses of resumable uploads (tus 1.0)."""

from django.urls import URLPattern, URLResolver, path

from repository.views import tus

urlpatterns: list[URLPattern | URLResolver] = [
    path("", tus.uploads, name="tus-uploads"),
    path("<uuid:key>", tus.upload, name="tus-upload"),
]
