"""The permit to send files, signed into the address of the form: it is checked before a byte of the body is read."""

from enum import StrEnum
from typing import Final
from uuid import UUID

from django.core.signing import BadSignature, SignatureExpired, TimestampSigner

from repository.models import Person

LIFE_S: Final = 24 * 3600
"""A page that was left open longer is fetched anew."""

_SALT: Final = "repository.uploads.permit"


class Permit(StrEnum):
    """What a permit is worth."""

    GOOD = "good"
    EXPIRED = "expired"
    NONE = "none"


def permit_for(person: Person, dataset_key: UUID) -> str:
    """A permit for one person to send files to one dataset, for `LIFE_S` seconds."""
    return TimestampSigner(salt=_SALT).sign(_what(person, dataset_key))


def worth_of(permit: str, person: Person, dataset_key: UUID) -> Permit:
    """Whether a permit is for this person and this dataset, and still holds."""
    try:
        is_same = TimestampSigner(salt=_SALT).unsign(permit, max_age=LIFE_S) == _what(person, dataset_key)
    except SignatureExpired:
        return Permit.EXPIRED
    except BadSignature:
        return Permit.NONE
    return Permit.GOOD if is_same else Permit.NONE


def _what(person: Person, dataset_key: UUID) -> str:
    return f"{person.pk}:{dataset_key}"
