"""Bodies in JSON as strict as they can be read: UTF-8, no doubled names, no NaN, nothing too deep, long or large."""

import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import IO, Any, Final

from django.utils.translation import gettext as _
from rest_framework.parsers import BaseParser

from repository.api.problems import BodyInvalid, Fault, pointer

MOST_BYTES: Final = 4_000_000
"""A little more than the longest description that is kept."""
DEEPEST: Final = 30
"""The record goes no deeper than twelve."""
LARGEST_WHOLE: Final = 2**63
_LONGEST_KEY: Final = 400


class StrictJson(BaseParser):
    """``application/json`` and its kin."""

    media_type = "application/json"

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        """The value. Raises ``BodyInvalid``."""
        body = stream.read(MOST_BYTES + 1)
        if len(body) > MOST_BYTES:
            raise BodyInvalid(_("The body is longer than any description may be."), code="body-too-large")
        return read_json(body)


def read_json(body: bytes) -> Any:
    """The value of a body. Raises ``BodyInvalid``.

    >>> read_json(b'{"title": {"en": "CTD casts"}}')
    {'title': {'en': 'CTD casts'}}
    """
    try:
        value = json.loads(
            body.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_number, parse_float=_finite,
        )  # fmt: skip
    except UnicodeDecodeError as fault:
        raise BodyInvalid(_("The body is not UTF-8."), code="not-json") from fault
    except RecursionError as fault:
        raise _too_deep() from fault
    except ValueError as fault:
        raise BodyInvalid(
            _("The body is not JSON: %(fault)s.") % {"fault": str(fault)[:200]}, code="not-json"
        ) from fault
    check_storable(value)
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose names are each there once: which of two was meant, nobody knows."""
    made = dict(pairs)
    if len(made) != len(pairs):
        twice, _times = Counter(name for name, _value in pairs).most_common(1)[0]
        raise BodyInvalid(_("“%(name)s” is said twice.") % {"name": twice[:80]}, code="said-twice")
    return made


def _no_number(word: str) -> Any:
    raise ValueError(f"{word} is no number")


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(f"{text[:40]} is too large a number")
    return value


def check_storable(value: Any, path: tuple[Any, ...] = ()) -> None:
    """Refuse what no database or reader holds, with its place; as deep as ``DEEPEST``, and in no memory of its own."""
    if len(path) > DEEPEST:
        raise _too_deep()
    if isinstance(value, dict):
        for name, item in value.items():
            if len(name) > _LONGEST_KEY or not _is_text(name):
                raise _refused(path, "name", _("A name in it cannot be stored."))
            check_storable(item, (*path, name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            check_storable(item, (*path, index))
    elif isinstance(value, str) and not _is_text(value):
        raise _refused(path, "control-character", _("This text holds characters that cannot be stored."))
    elif isinstance(value, int) and not -LARGEST_WHOLE <= value < LARGEST_WHOLE:
        raise _refused(path, "number-too-large", _("This number is too large."))


def _is_text(text: str) -> bool:
    return "\x00" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def _refused(path: Iterable[Any], code: str, sentence: str) -> BodyInvalid:
    return BodyInvalid(sentence, [Fault(pointer(*path), code, sentence)])


def _too_deep() -> BodyInvalid:
    return BodyInvalid(_("The body is nested too deep."), code="too-deep")
