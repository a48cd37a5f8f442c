"""Addresses of the operator's page."""

from django.urls import URLPattern, URLResolver, path

from repository.views import operations

urlpatterns: list[URLPattern | URLResolver] = [
    path("", operations.operations, name="operations"),
    path("deliveries/<int:delivery_id>/retry/", operations.retry, name="delivery-retry"),
]
