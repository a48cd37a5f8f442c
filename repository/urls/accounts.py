"""Addresses of one's own account; signing in and up lies beside them (allauth, in ``config/urls.py``)."""

from django.urls import URLPattern, URLResolver, path

from repository.views import account, renewal, tokens

urlpatterns: list[URLPattern | URLResolver] = [
    path("profile/", account.profile, name="profile"),
    path("again/", renewal.sign_in_again, name="sign-in-again"),
    path("close/", account.close, name="account-close"),
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/<int:token_id>/revoke/", tokens.revoke, name="token-revoke"),
]
