"""Addresses that open something without an account: invitations, private links of reviewers, feeds of searches."""

from django.urls import URLPattern, URLResolver, path

from repository.views import invitation, reviewer, saved_searches

urlpatterns: list[URLPattern | URLResolver] = [
    path("invitation/", invitation.invitation, name="invitation"),
    path("invitation/<str:token>/", invitation.opened, name="invitation-open"),
    path("review/open/<str:token>/", reviewer.opened, name="reviewer-open"),
    path("review/<uuid:link>/", reviewer.reviewer, name="reviewer"),
    path("review/<uuid:link>/<int:position>/", reviewer.dataset, name="reviewer-dataset"),
    path("review/<uuid:link>/<int:position>/files/<int:place>/", reviewer.file, name="reviewer-file"),
    path("feeds/<str:feed_key>/", saved_searches.feed, name="saved-search-feed"),
]
