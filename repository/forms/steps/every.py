"""Every field of the record that some step asks for."""

from collections.abc import Mapping

from repository.forms.spec import Field
from repository.forms.steps.description import description_fields
from repository.forms.steps.people import people_fields
from repository.forms.steps.place import place_fields


def fields_by_key() -> Mapping[str, Field]:
    """The fields by their keys; disciplines are offered by none of them."""
    fields = (*description_fields(()), *people_fields(), *place_fields())
    return {field.key: field for field in fields}
