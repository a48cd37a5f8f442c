"""Addresses of the home page, of pages that are read, and of whether all is well."""

from django.urls import URLPattern, URLResolver, path

from repository.views import health, pages

urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.home, name="home"),
    *(path(f"{name}/", pages.read(name), name=name) for name in pages.READ),
    path("agreement/", pages.agreement, name="agreement"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
