"""Addresses of the boxes over people and organisations."""

from django.urls import URLPattern, URLResolver, path

from repository.views import agents

urlpatterns: list[URLPattern | URLResolver] = [
    path("people/search", agents.people, name="people-search"),
    path("organisations/search", agents.organisations, name="organisations-search"),
]
