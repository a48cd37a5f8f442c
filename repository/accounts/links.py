"""One-time links to choose a password: of the person's id, signed, void once used or after some days."""

from django.conf import settings
from django.urls import reverse

from repository.models import Person


def password_link(person: Person) -> str:
    """The whole address where this person chooses a password once (setting PASSWORD_RESET_TIMEOUT, in seconds)."""
    from allauth.account.forms import default_token_generator
    from allauth.account.utils import user_pk_to_url_str

    parts = [user_pk_to_url_str(person), default_token_generator.make_token(person)]
    return settings.SITE_URL + reverse("account_reset_password_from_key", args=parts)
