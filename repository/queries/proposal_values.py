"""Values of fields compared: what a draft says at a path, and whether a proposed value says the same."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from repository.forms.objects import tidy
from repository.forms.spec import Field
from repository.forms.steps.description import description_fields
from repository.forms.steps.people import people_fields
from repository.forms.steps.place import place_fields
from repository.record.document import prune
from repository.record.findings import Step


def form_fields(step: Step) -> Sequence[Field]:
    """The fields of the record that a step asks for."""
    match step:
        case Step.DESCRIPTION:
            return description_fields(())
        case Step.PEOPLE:
            return people_fields()
        case Step.PLACE:
            return place_fields()
        case _:
            return ()


NODES: Final[Mapping[str, Field]] = {field.key: field for step in Step for field in form_fields(step)}
"""Top-level field -> what the form asks of it."""


def said_at(document: Mapping[str, Any], field: str) -> Any:
    """What a document says at a field's path; that no place or period applies is said, too. None for nothing."""
    top, _slash, rest = field.partition("/")
    value = document.get(top)
    if node := NODES.get(top):
        value = tidy(node.node, value)
    if not rest or not isinstance(value, Mapping):
        return value
    return prune(value.get(rest)) or ({"not_applicable": True} if value.get("not_applicable") else None)


def spoken(value: Any, tag: str) -> Any:
    """The value with every text of an unknown language (``und``) under a language that somebody named.

    >>> spoken([{"term": {"und": "oxygen"}}], "en")
    [{'term': {'en': 'oxygen'}}]
    """
    if isinstance(value, Mapping):
        return {(tag if key == "und" and tag not in value else key): spoken(item, tag) for key, item in value.items()}
    return [spoken(item, tag) for item in value] if isinstance(value, list | tuple) else value


def same(value: Any, other: Any) -> bool:
    """Whether two values say the same; a text of an unknown language is the same in whichever it was put."""
    left, right = prune(value), prune(other)
    return any(spoken(left, tag) == right for tag in ("und", *tags_in(right)))


def tags_in(value: Any) -> set[str]:
    """Every key inside a value, the tags of its languages among them."""
    if isinstance(value, Mapping):
        return {str(key) for key in value} | {tag for item in value.values() for tag in tags_in(item)}
    return {tag for item in value for tag in tags_in(item)} if isinstance(value, list | tuple) else set()
