"""Addresses of what is public: landing pages, layers, files, exports, DOIs, search."""

from django.urls import URLPattern, URLResolver, path

from repository.views import (
    citations,
    concepts,
    contact_authors,
    export,
    files,
    inside,
    layer_zip,
    linkset,
    nearby,
    places,
    previews,
    public,
    search,
    search_values,
    usage,
    withdraw,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("search/", search.search, name="search"),
    path("search/values", search_values.search_values, name="search-values"),
    path("search/nearby/", nearby.search_nearby, name="search-nearby"),
    path("vocabularies/search", concepts.concepts, name="concepts"),
    path("places/search", places.places, name="places"),
    path("doi/<str:prefix>/<path:suffix>", public.doi, name="doi"),
    path("datasets/<str:suffix>/", public.landing, name="landing"),
    path("datasets/<str:suffix>/layers/<int:fragment>/", public.layer, name="layer"),
    path("datasets/<str:suffix>/layers/<int:fragment>/zip", layer_zip.layer_zip, name="layer-zip"),
    path("datasets/<str:suffix>/files/<int:fragment>/<path:name>", files.file, name="file"),
    path("datasets/<str:suffix>/previews/<int:number>", previews.preview, name="preview"),
    path("datasets/<str:suffix>/inside/", inside.inside, name="inside"),
    path("datasets/<str:suffix>/nearby/", nearby.nearby, name="nearby"),
    path("datasets/<str:suffix>/usage", usage.usage, name="usage"),
    path("datasets/<str:suffix>/manifest", export.manifest, name="manifest"),
    path("datasets/<str:suffix>/export/linkset", linkset.linkset, name="linkset"),
    path("datasets/<str:suffix>/export/citation-html", citations.citation_html, name="citation-html"),
    path("datasets/<str:suffix>/export/<str:name>", export.export, name="export"),
    path("datasets/<str:suffix>/contact/", contact_authors.contact, name="dataset-contact"),
    path("datasets/<str:suffix>/withdraw/", withdraw.dataset_withdraw, name="dataset-withdraw"),
]
