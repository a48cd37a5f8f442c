"""`{% load doi_words %}`: what was asked of the registrar, and how it ended, in words; a code without words stays."""

from typing import Final

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

register = template.Library()

REQUESTS: Final[dict[str, str | Promise]] = {
    "reserve": _("Reserve"),
    "publish": _("Make findable"),
    "refresh": _("Send anew"),
    "withdraw": _("Lead to the tombstone"),
    "release": _("Give back"),
}
OUTCOMES: Final[dict[str, str | Promise]] = {
    "sent": _("sent, no answer noted"),
    "draft": _("reserved for a draft"),
    "ours": _("was ours already"),
    "taken": _("belongs to somebody else"),
    "findable": _("findable"),
    "registered": _("taken as a test DOI"),
    "released": _("given back"),
    "error": _("a fault of this site"),
    "transient-failure": _("it will be tried again"),
    "registrar-busy": _("put off: too many requests"),
    "registrar-silent": _("no clear answer"),
    "registrar-account": _("the account was refused"),
    "doi-refused": _("refused by the registrar"),
    "doi-taken": _("belongs to somebody else"),
    "doi-known": _("findable already"),
    "doi-unknown": _("unknown there"),
    "doi-not-reserved": _("was not reserved"),
}


@register.filter
def request_word(action: str) -> str | Promise:
    """`{{ attempt.action|request_word }}`: Reserve."""
    return REQUESTS.get(action, action)


@register.filter
def outcome_word(outcome: str) -> str | Promise:
    """`{{ attempt.outcome|outcome_word }}`: findable."""
    return OUTCOMES.get(outcome, outcome)
