"""Addresses of the spine, one file per room."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("repository.urls.pages")),
    path("", include("repository.urls.public")),
    path("", include("repository.urls.crawlers")),
    path("", include("repository.urls.agents")),
    path("", include("repository.urls.sharing")),
    path("accounts/", include("repository.urls.accounts")),
    path("api/v1/", include("repository.urls.api")),
    path("deposits/", include("repository.urls.deposits")),
    path("operations/", include("repository.urls.operations")),
    path("uploads/", include("repository.urls.uploads")),
]
