"""What the room's forms send."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from moderation.models import Outcome


class DecisionForm(forms.Form):
    """A decision on the version that was read: its number and the SHA256 of its record."""

    outcome = forms.ChoiceField(choices=Outcome.choices)
    version = forms.IntegerField(min_value=1)
    sha256 = forms.RegexField(r"^[0-9a-f]{64}$")
    reason = forms.CharField(required=False, strip=True)


class CommentForm(forms.Form):
    """A remark. ``path`` (the field or file) and ``next`` (where to go back to) may stand in the address."""

    body = forms.CharField(required=False, strip=True)
    path = forms.CharField(required=False, max_length=500)
    private = forms.BooleanField(required=False)
    next = forms.CharField(required=False)

    @classmethod
    def of(cls, request: HttpRequest) -> "CommentForm":
        """The form with what the address and the body of a request say."""
        said: dict[str, Any] = {**request.GET.dict(), **request.POST.dict()}
        return cls(said)


def safe_next(request: HttpRequest, wanted: str, otherwise: str) -> str:
    """``wanted`` if it is an address of this site, else ``otherwise``."""
    hosts = {request.get_host()}
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=hosts, require_https=request.is_secure())
    return wanted if is_ours else otherwise
