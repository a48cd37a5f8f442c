"""Addresses of the operator's room."""

from django.urls import URLPattern, URLResolver, path

from repository.views import (
    access_answers,
    operations,
    operations_dois,
    operations_erasures,
    operations_pages,
    operations_people,
    operations_room,
    operations_sources,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", operations.operations, name="operations"),
    path("deliveries/<int:delivery_id>/retry/", operations.retry, name="delivery-retry"),
    path("dois/", operations_dois.dois, name="operations-dois"),
    path("dois/<str:suffix>/send/", operations_dois.send, name="operations-doi-send"),
    path("erasures/", operations_erasures.erasures, name="operations-erasures"),
    path("erasures/<int:erasure_id>/", operations_erasures.erasure, name="operations-erasure"),
    path("erasures/<int:erasure_id>/confirm/", operations_erasures.confirm, name="erasure-confirm"),
    path("erasures/<int:erasure_id>/drop/", operations_erasures.drop, name="erasure-drop"),
    path("pages/", operations_pages.pages, name="operations-pages"),
    path("pages/<slug:slug>/<slug:language>/", operations_pages.page, name="operations-page"),
    path("agreement/", operations_pages.agreement, name="operations-agreement"),
    path("room/", operations_room.room, name="operations-room"),
    path("room/<int:request_id>/", operations_room.answer, name="allowance-answer"),
    path("access/", access_answers.overview, name="operations-access"),
    path("sources/", operations_sources.sources, name="operations-sources"),
    path("sources/<int:number>/", operations_sources.answer, name="source-answer"),
    path("people/", operations_people.people, name="operations-people"),
    path("people/<int:grant_id>/end/", operations_people.grant_end, name="grant-end"),
    path("disciplines/", operations_people.disciplines, name="operations-disciplines"),
    path("disciplines/new/", operations_people.discipline_add, name="discipline-add"),
    path("disciplines/<slug:code>/", operations_people.discipline, name="discipline"),
]
