"""Addresses of the operator's room for the archive."""

from django.urls import URLPattern, URLResolver, path

from archive import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.overview, name="archive-overview"),
    path("<str:suffix>/", views.package, name="archive-package"),
    path("<str:suffix>/<str:name>/", views.file, name="archive-file"),
]
