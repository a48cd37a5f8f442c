"""Addresses of data centres: the operator's pages, the centres' own, and those of their programs."""

from django.urls import URLPattern, URLResolver, path

from moderation.views import centres, handovers, handovers_api

urlpatterns: list[URLPattern | URLResolver] = [
    path("operations/centres/", centres.centres, name="centres"),
    path("operations/centres/new/", centres.centre_add, name="centre-add"),
    path("operations/centres/<slug:code>/", centres.centre, name="centre"),
    path("operations/handovers/<int:handover_id>/renew/", centres.renew, name="handover-renew"),
    path("handovers/", handovers.mine, name="handovers"),
    path("handovers/open/<str:token>/", handovers.opened, name="handover-open"),
    path("handovers/<uuid:handover>/", handovers.handover, name="handover"),
    path("handovers/<uuid:handover>/answer/", handovers.answer, name="handover-answer"),
    path("api/v1/handovers/<uuid:handover>/", handovers_api.OneHandover.as_view(), name="api-handover"),
    path(
        "api/v1/handovers/<uuid:handover>/acknowledgement/",
        handovers_api.Acknowledgement.as_view(),
        name="api-handover-acknowledgement",
    ),
    path(
        "api/v1/handovers/<uuid:handover>/integration/",
        handovers_api.Integration.as_view(),
        name="api-handover-integration",
    ),
    path("api/v1/handovers/<uuid:handover>/refusal/", handovers_api.Refusal.as_view(), name="api-handover-refusal"),
]
