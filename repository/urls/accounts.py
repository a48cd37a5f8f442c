"""Addresses of one's own account; signing in and up lies beside them (allauth, in ``config/urls.py``)."""

from django.urls import URLPattern, URLResolver, path

from repository.views import account, notifications, renewal, saved_searches, tokens, webhooks

urlpatterns: list[URLPattern | URLResolver] = [
    path("profile/", account.profile, name="profile"),
    path("again/", renewal.sign_in_again, name="sign-in-again"),
    path("close/", account.close, name="account-close"),
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/<int:token_id>/revoke/", tokens.revoke, name="token-revoke"),
    path("notifications/", notifications.notifications, name="notifications"),
    path("webhooks/", webhooks.webhooks, name="webhooks"),
    path("webhooks/<int:webhook_id>/", webhooks.webhook, name="webhook"),
    path("webhooks/<int:webhook_id>/try/", webhooks.try_out, name="webhook-try"),
    path("webhooks/<int:webhook_id>/renew/", webhooks.renew, name="webhook-renew"),
    path("webhooks/<int:webhook_id>/on/", webhooks.switch_on, name="webhook-on"),
    path("webhooks/<int:webhook_id>/delete/", webhooks.delete, name="webhook-delete"),
    path("searches/", saved_searches.searches, name="saved-searches"),
    path("searches/new/", saved_searches.new, name="saved-search-new"),
    path("searches/<int:search_id>/", saved_searches.opened, name="saved-search"),
    path("searches/<int:search_id>/rename/", saved_searches.rename, name="saved-search-rename"),
    path("searches/<int:search_id>/renew/", saved_searches.renew, name="saved-search-renew"),
    path("searches/<int:search_id>/delete/", saved_searches.delete, name="saved-search-delete"),
]
