"""What every page knows of the site and of who reads it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from repository.access import Action, can, can_moderate
from repository.models import Person


def site(request: HttpRequest) -> dict[str, Any]:
    """Site name and address, whether DOIs are of a test prefix, and which rooms the reader may enter."""
    user = getattr(request, "user", None)
    actor = user if isinstance(user, Person) else None
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "contact_mail": settings.CONTACT_EMAIL,
        "doi_is_test": settings.DOI_REGISTRAR == "local",
        "can_moderate": SimpleLazyObject(lambda: actor is not None and can_moderate(actor)),
        "can_operate": SimpleLazyObject(lambda: actor is not None and can(actor, Action.OPERATE)),
    }
