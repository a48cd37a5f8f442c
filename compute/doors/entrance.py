"""Who asks at the doors that take a personal token or, from our own pages, the session with its form token."""

from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from rest_framework.authentication import CSRFCheck

from compute.models import Job
from compute.queries import jobs_visible_to
from repository.accounts.rate import origin_of
from repository.api.problems import ScopeMissing
from repository.api.throttling import WINDOW, WITH_TOKEN, WITHOUT
from repository.errors import NotAllowed, TokenRefused
from repository.models import Person, PersonalToken, TokenScope
from repository.services.tokens import token_shown

SCOPE: Final = TokenScope.COMPUTE.value
_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})


class TooOften(Exception):
    """So many requests in a minute are too many; `wait_s` seconds are left of it."""

    def __init__(self) -> None:
        super().__init__()
        self.wait_s = int(WINDOW.left_s())


@dataclass(frozen=True, slots=True)
class Asker:
    """A person, or nobody; ``token``: what a program showed, which opens less than its person does."""

    person: Person | None = None
    token: PersonalToken | None = None

    def required(self) -> Person:
        """The person. Raises TokenRefused where nobody is known."""
        if self.person is None:
            words = _("Show a personal token: Authorization: Bearer … You make one on your account’s page.")
            raise TokenRefused(words, code="token-missing")
        return self.person


def asker_of(request: HttpRequest) -> Asker:
    """Who asks. Raises TokenRefused, ScopeMissing, NotAllowed (a form without the token of its page), TooOften."""
    header = request.headers.get("Authorization")
    if header is not None:
        token = token_shown(header)
        if WINDOW.add(f"token {token.pk}") > WITH_TOKEN:
            raise TooOften
        if SCOPE not in token.scopes:
            words = _("This token was not made for this: it lacks %(scope)s.")
            raise ScopeMissing(words % {"scope": SCOPE})
        return Asker(token.person, token)
    if WINDOW.add(origin_of(request)) > WITHOUT:
        raise TooOften
    if not isinstance(request.user, Person):
        return Asker()
    if request.method not in _SAFE:
        _check_form_token(request)
    return Asker(request.user)


def jobs_of(asker: Asker) -> QuerySet[Job]:
    """The jobs that are there for this asker; an operator's token opens no job of others."""
    if asker.token is not None:
        return Job.objects.filter(owner=asker.token.person)
    return jobs_visible_to(asker.person)


def _check_form_token(request: HttpRequest) -> None:
    """As the framework's session authentication does: its check is a middleware, whose types want a whole site."""
    check = CSRFCheck(lambda _request: None)  # type: ignore[arg-type]
    check.process_request(request)
    if check.process_view(request, _check_form_token, (), {}) is not None:  # type: ignore[arg-type]
        raise NotAllowed(_("Another site may have sent this. Reload the page, or show a token."), code="forged")
