"""Addresses that open something without an account: invitations, private links, feeds of searches, notices."""

from django.urls import URLPattern, URLResolver, path

from repository.views import access_requests, invitation, notifications, reviewer, saved_searches, watches

urlpatterns: list[URLPattern | URLResolver] = [
    path("invitation/", invitation.invitation, name="invitation"),
    path("invitation/<str:token>/", invitation.opened, name="invitation-open"),
    path("review/open/<str:token>/", reviewer.opened, name="reviewer-open"),
    path("review/<uuid:link>/", reviewer.reviewer, name="reviewer"),
    path("review/<uuid:link>/<int:position>/", reviewer.dataset, name="reviewer-dataset"),
    path("review/<uuid:link>/<int:position>/files/<int:place>/", reviewer.file, name="reviewer-file"),
    path("notices/stop/<str:token>/", notifications.stop, name="notices-stop"),
    path("notices/access/<uuid:asked>/<str:token>/", access_requests.confirm, name="access-confirm"),
    path("notices/watch/<uuid:watch_key>/<str:token>/", watches.confirm, name="watch-confirm"),
    path("feeds/<str:feed_key>/", saved_searches.feed, name="saved-search-feed"),
]
