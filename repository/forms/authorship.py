"""Who typed a form: a signed mark that travels with it, so that nobody else goes on with what was typed."""

from typing import Any, Final

from django.core.signing import BadSignature, Signer

TYPED_BY: Final = "typed-by"
_SIGNER: Final = Signer(salt="typed-by")


def typed_by(person: Any) -> str:
    """The mark of a person."""
    return _SIGNER.sign(str(person.pk))


def is_typed_by(mark: str, person: Any) -> bool:
    """Whether the mark is this person's."""
    try:
        return _SIGNER.unsign(mark) == str(person.pk)
    except BadSignature:
        return False
