"""What a record takes from a concept, in the shape of the field: a keyword, a variable, an instrument, a platform."""

from typing import Any, Final

from repository.models import Concept, ConceptScheme

CF_NAMES: Final = "cf-standard-names"


def entry_for(box: str, concept: Concept, scheme: ConceptScheme) -> dict[str, Any]:
    """A row of the field that the box belongs to; nothing empty in it."""
    if box == "keywords":
        return _keyword(concept, scheme)
    if box == "variables":
        return _variable(concept, scheme)
    return _named(concept, scheme)


def _keyword(concept: Concept, scheme: ConceptScheme) -> dict[str, Any]:
    made = {"term": concept.labels, **_source(concept, scheme)}
    return made if scheme.kind == "theme" else {**made, "kind": scheme.kind}


def _variable(concept: Concept, scheme: ConceptScheme) -> dict[str, Any]:
    name = _name(concept)
    if scheme.slug == CF_NAMES:
        return {"name": name, "standard_name": name, "standard_name_uri": concept.uri}
    return {"name": name, "concepts": [_named(concept, scheme)]}


def _named(concept: Concept, scheme: ConceptScheme) -> dict[str, Any]:
    code = {"identifier": concept.notation} if concept.notation else {}
    return {"name": _name(concept), **code, **_source(concept, scheme)}


def _source(concept: Concept, scheme: ConceptScheme) -> dict[str, str]:
    said = {"scheme": scheme.title("en"), "scheme_uri": scheme.address, "uri": concept.uri}
    return {key: value for key, value in said.items() if value}


def _name(concept: Concept) -> str:
    labels: dict[str, str] = concept.labels
    return labels.get("en") or next(iter(labels.values()))
