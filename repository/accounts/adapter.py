"""What the sign-in library (allauth) asks of us: words, links and mails in the language of the person."""

import logging
import smtplib
from email.utils import make_msgid
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from repository.access import Action, can, can_moderate, deposits_of
from repository.errors import TransientFailure
from repository.models import Person

logger = logging.getLogger(__name__)

LANGUAGES = frozenset(code for code, _name in settings.LANGUAGES)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Named by the setting ACCOUNT_ADAPTER."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": gettext_lazy("This address and this password do not belong together."),
        "too_many_login_attempts": gettext_lazy(
            "Too many attempts with this address. Wait five minutes, or ask for a new password."
        ),
        "enter_current_password": gettext_lazy("This is not your present password."),
        "incorrect_password": gettext_lazy("This is not your password."),
        "duplicate_email": gettext_lazy("This is the address of your account already."),
        "email_taken": gettext_lazy("This address cannot be used. Give another one."),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send one of ``templates/account/email/`` in the reader's language.

        Raises ``TransientFailure`` where the mail server does not take it.
        """
        person = context.get("user") or Person.objects.filter(email=email.lower()).first()
        # nobody has the site write words of a stranger's choice to an address that never said it is theirs
        greeted = person if EmailAddress.objects.filter(user=person, verified=True).exists() else None
        context = {**context, "site_name": settings.SITE_NAME, "site_url": settings.SITE_URL, "reader": greeted}
        with translation.override(person.language if person else translation.get_language()):
            try:
                super().send_mail(template_prefix, email, context)
            except (OSError, smtplib.SMTPException) as error:
                logger.warning("mail.failed template=%s", template_prefix, exc_info=error)
                words = _("The mail could not be sent. Wait a few minutes, then ask for it again.")
                raise TransientFailure(words, code="mail-failed") from error

    def render_mail(
        self, template_prefix: str, email: str, context: dict[str, Any], headers: dict[str, str] | None = None
    ) -> EmailMessage:
        """One mail under a Message-ID of this site, marked as written by a program."""
        own = {"Message-ID": make_msgid(domain=settings.OAI_DOMAIN), "Auto-Submitted": "auto-generated"}
        rendered: EmailMessage = super().render_mail(template_prefix, email, context, {**own, **(headers or {})})
        return rendered

    def send_notification_mail(
        self, template_prefix: str, user: Person, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell a person that the account was changed; the change stands also where the mail is not taken."""
        try:
            super().send_notification_mail(template_prefix, user, {"user": user, **(context or {})}, email)
        except TransientFailure:
            logger.warning("notification.failed person=%s template=%s", user.pk, template_prefix)

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        """The link that confirms an address: of the site itself, whatever host was asked."""
        return settings.SITE_URL + reverse("account_confirm_email", args=[emailconfirmation.key])

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link for a new password, likewise."""
        return settings.SITE_URL + reverse("account_reset_password_from_key", args=key.split("-", 1))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to the profile."""
        return reverse("profile")

    def post_login(self, request: HttpRequest, user: Person, **more: Any) -> HttpResponse:
        """Go on in the language chosen before signing in, else in that of the profile."""
        response: HttpResponse = super().post_login(request, user, **more)
        if settings.LANGUAGE_COOKIE_NAME in request.COOKIES:
            return response
        return speak(response, user.language)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The room where work waits: one's deposits, else the queue, else operations."""
        person = request.user
        if not isinstance(person, Person) or deposits_of(person).exists():
            return reverse("deposit-list")
        if can_moderate(person):
            return reverse("moderation-queue")
        return reverse("operations" if can(person, Action.OPERATE) else "deposit-list")


def speak(response: HttpResponse, language: str) -> HttpResponse:
    """The response, from which on the browser is answered in this language."""
    if language in LANGUAGES:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, language, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
        )
    return response
