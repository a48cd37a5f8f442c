"""Bodies read into values: against a shape, and against the fields that a record has."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request

from repository.api.problems import BodyInvalid, Fault, pointer
from repository.record.document import SEALED_FIELDS
from repository.record.model import Record
from repository.services.deposits import ITS_OWN

OF_RECORD: Final = frozenset(Record.model_fields) - {*SEALED_FIELDS}
"""Fields of the record that a person writes."""
OF_DEPOSIT: Final = OF_RECORD - ITS_OWN
"""Those that datasets may share."""


def read_body(request: Request, shape: type[serializers.Serializer[Any]]) -> dict[str, Any]:
    """The body's values. Raises ``BodyInvalid`` with every fault and its place."""
    if not isinstance(request.data, dict):
        raise BodyInvalid(_("The body must be a JSON object."), code="not-an-object")
    reader = shape(data=request.data)
    if not reader.is_valid():
        raise BodyInvalid(_("The body does not have the shape that is wanted."), faults_of(reader.errors))
    return dict(reader.validated_data)


def faults_of(errors: Any, *path: object) -> Iterator[Fault]:
    """Each error of a serializer with its place."""
    if isinstance(errors, Mapping):
        for name, inner in errors.items():
            yield from faults_of(inner, *(path if name == "non_field_errors" else (*path, name)))
    elif isinstance(errors, list) and any(isinstance(each, Mapping) for each in errors):
        for index, inner in enumerate(errors):
            yield from faults_of(inner, *path, index)
    elif isinstance(errors, list):
        for each in errors:
            yield Fault(pointer(*path), str(getattr(each, "code", "invalid")), str(each))


def check_fields(fields: Mapping[str, Any], allowed: frozenset[str], *path: str) -> None:
    """Raise ``BodyInvalid`` for fields that a record has not, or that cannot be set there."""
    wrong = sorted(fields.keys() - allowed)
    if wrong:
        words = _("There is no such field of the record, or it cannot be set here.")
        raise BodyInvalid(words, [Fault(pointer(*path, name), "unknown-field", words) for name in wrong])
