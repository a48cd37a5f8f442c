"""Addresses for harvesters and catalogue clients."""

from django.urls import path

from harvest import views
from harvest.csw import door

urlpatterns = [
    path("oai", views.oai, name="oai"),
    path("csw", door.csw, name="csw"),
    path("opensearch.xml", door.opensearch_description, name="opensearch"),
]
