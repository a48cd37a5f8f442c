"""The personal tokens of somebody, as a page lists them."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from repository.models import Person, PersonalToken, TokenScope


@dataclass(frozen=True, slots=True)
class TokenLine:
    """One token: its row, what it lets a program do in words, and whether it still opens anything."""

    token: PersonalToken
    scopes: tuple[str, ...]
    is_live: bool


def live_tokens(person: Person) -> QuerySet[PersonalToken]:
    """The tokens of a person that open something today."""
    return PersonalToken.objects.filter(person=person, revoked__isnull=True, expires__gt=timezone.now())


def token_lines(person: Person) -> tuple[TokenLine, ...]:
    """All tokens of a person, those that still open something first."""
    live = set(live_tokens(person).values_list("pk", flat=True))
    rows = sorted(PersonalToken.objects.filter(person=person)[:200], key=lambda token: token.pk not in live)
    return tuple(TokenLine(token, scope_words(token), token.pk in live) for token in rows)


def scope_words(token: PersonalToken) -> tuple[str, ...]:
    """What a token lets a program do, in the language of the page."""
    return tuple(str(scope.label) for scope in TokenScope if scope.value in token.scopes)
