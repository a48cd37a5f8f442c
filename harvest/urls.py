"""Addresses for harvesters and catalogue clients."""

from django.urls import include, path, re_path

from harvest import views, views_ogcapi, views_stac
from harvest.csw import door

_OGCAPI = [
    path("", views_ogcapi.landing, name="ogcapi"),
    path("conformance", views_ogcapi.conformance, name="ogcapi-conformance"),
    path("api", views_ogcapi.api, name="ogcapi-api"),
    path("collections", views_ogcapi.collections, name="ogcapi-collections"),
    path("collections/datasets", views_ogcapi.collection, name="ogcapi-collection"),
    path("collections/datasets/queryables", views_ogcapi.names, {"kind": "queryables"}, name="ogcapi-queryables"),
    path("collections/datasets/sortables", views_ogcapi.names, {"kind": "sortables"}, name="ogcapi-sortables"),
    path("collections/datasets/items", views_ogcapi.items, name="ogcapi-items"),
    path("collections/datasets/items/<path:suffix>", views_ogcapi.item, name="ogcapi-item"),
    re_path(r"^(?P<path>[\s\S]+)$", views_ogcapi.nothing, name="ogcapi-nothing"),
]
_STAC = [
    path("", views_stac.catalogue, name="stac"),
    path("conformance", views_stac.conformance, name="stac-conformance"),
    path("api", views_stac.api, name="stac-api"),
    path("queryables", views_stac.names, name="stac-queryables"),
    path("search", views_stac.search, name="stac-search"),
    path("collections", views_stac.collections, name="stac-collections"),
    path("collections/datasets", views_stac.collection, name="stac-collection"),
    path("collections/datasets/queryables", views_stac.names_of_collection, name="stac-collection-queryables"),
    path("collections/datasets/items", views_stac.items, name="stac-items"),
    path("collections/datasets/items/<path:suffix>", views_stac.item, name="stac-item"),
    re_path(r"^(?P<path>[\s\S]+)$", views_ogcapi.nothing, name="stac-nothing"),
]

# the APIs begin without a stroke at the end, too: a page of another site may not follow a redirection to it
urlpatterns = [
    path("oai", views.oai, name="oai"),
    path("csw", door.csw, name="csw"),
    path("opensearch.xml", door.opensearch_description, name="opensearch"),
    path("ogcapi/records", views_ogcapi.landing, name="ogcapi-bare"),
    path("ogcapi/records/", include(_OGCAPI)),
    path("stac", views_stac.catalogue, name="stac-bare"),
    path("stac/", include(_STAC)),
]
