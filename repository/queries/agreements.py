"""The deposit agreement: the version in force, earlier ones, and what was accepted."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.utils.translation import get_language

from repository.models import Agreement, AgreementAcceptance, RecordVersion


@dataclass(frozen=True, slots=True)
class Accepted:
    """What somebody says to have read: a version of the agreement, in a language."""

    version: int
    language: str


def agreement_in_force() -> Agreement:
    """The newest version. Raises ``Agreement.DoesNotExist`` on a site whose tables were never filled."""
    newest = Agreement.objects.first()
    if newest is None:
        raise Agreement.DoesNotExist
    return newest


@dataclass(frozen=True, slots=True)
class Shown:
    """One version of the agreement in one language, as a page shows it. ``text`` has light marks (``markup/``)."""

    version: int
    language: str
    text: str
    since: datetime


def agreement_shown(version: int | None = None) -> Shown:
    """A version of the agreement (the one in force where none is named) in the language of the page.

    Raises ``Agreement.DoesNotExist``.
    """
    agreement = agreement_in_force() if version is None else Agreement.objects.get(version=version)
    language = "fr" if (get_language() or "en").startswith("fr") else "en"
    return Shown(agreement.version, language, agreement.text(language), agreement.made_at)


def accept_in_force(language: str) -> Accepted:
    """The version in force, as somebody accepts it who reads it in this language now."""
    return Accepted(version=agreement_in_force().version, language=language)


def text_digest(agreement: Agreement, language: str) -> str:
    """The SHA256 of the text in a language, over its UTF-8 bytes."""
    return sha256(agreement.text(language).encode()).hexdigest()


def acceptance_of(version: RecordVersion) -> AgreementAcceptance | None:
    """Who accepted what when this version was submitted; None for what was submitted before there was an agreement."""
    found = AgreementAcceptance.objects.filter(record_version=version)
    return found.select_related("person", "agreement").first()
