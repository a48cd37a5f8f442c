"""Who comes into the operator's room."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from repository.access import Action, require
from repository.errors import NotAllowed
from repository.models import Person


def operator_of(request: HttpRequest) -> Person:
    """The operator who asks. Raises ``NotAllowed`` for anybody else."""
    if not isinstance(request.user, Person):
        raise NotAllowed(_("You may not do this with this account."))
    require(request.user, Action.ADMINISTER)
    return request.user
