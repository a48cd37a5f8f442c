"""The readings of many files made into one proposal for each field; what files disagree on is left open. Pure."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from repository.inspection.joining import joined_boxes, joined_heights, joined_periods, joined_variables
from repository.inspection.reading import Json, Place, Proposal, Reading

Source = tuple[str, Place]
"""The path of a file in the dataset, and where in it a value was read."""

MOST_CHOICES: Final = 12
"""Of more values than a person can choose from, those that most files give."""

_JOINED: Final[Mapping[str, Callable[[list[Json]], list[Json]]]] = {
    "place/boxes": joined_boxes,
    "time/periods": joined_periods,
    "vertical": joined_heights,
    "variables": joined_variables,
}
"""Field -> how the lists of all files become one list."""

_UNITED: Final = frozenset(
    {"keywords", "contributors", "instruments", "platforms", "projects", "campaigns", "related", "funding"}
    | {"reference_systems", "spatial_resolution", "data_languages", "acquisition"}
)
"""Lists that a dataset has of all its files. Authors, contacts and identifiers are none of these: their order or their
bearer is the file's, so unequal ones are choices."""


_ALSO_UNITED: Final = frozenset({"topics"})
"""Lists of which the files' own stand side by side as choices, with the one that has all of them before these."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several values that files give for a field."""

    value: Json
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class FieldProposal:
    """What the files propose for a field: one ``value``, or, where they disagree, None and the ``choices``.

    ``sources`` are all places where it was read, in the order of the paths.
    """

    field: str
    value: Json
    sources: tuple[Source, ...]
    choices: tuple[Choice, ...] = ()


def combine(readings: Iterable[tuple[str, Reading]]) -> tuple[FieldProposal, ...]:
    """One proposal for each field, in the order of their names; ``readings`` are (path, reading), in any order."""
    by_field: dict[str, list[tuple[str, Proposal]]] = {}
    for path, reading in sorted(readings, key=lambda pair: pair[0]):
        for proposal in reading.proposals:
            by_field.setdefault(proposal.field, []).append((path, proposal))
    return tuple(_combined(field, by_field[field]) for field in sorted(by_field))


def _combined(field: str, said: list[tuple[str, Proposal]]) -> FieldProposal:
    sources = tuple((path, proposal.place) for path, proposal in said)
    values: dict[str, tuple[Json, list[Source]]] = {}
    keys: dict[str, str] = {}
    for source, (_, proposal) in zip(sources, said, strict=True):
        written = repr(proposal.value)
        key = keys.get(written) or keys.setdefault(written, _canonical(proposal.value))
        values.setdefault(key, (proposal.value, []))[1].append(source)
    if len(values) == 1:
        return FieldProposal(field, said[0][1].value, sources)
    if field in _JOINED:
        items = (item for value, _ in values.values() for item in value)
        return FieldProposal(field, _JOINED[field](_each_once(items)), sources)
    if field in _UNITED:
        return FieldProposal(field, _each_once(item for value, _ in values.values() for item in value), sources)
    choices = [Choice(value, tuple(where)) for value, where in values.values()]
    choices.sort(key=lambda choice: (-len(choice.sources), _canonical(choice.value)))
    if field in _ALSO_UNITED:
        every = sorted(_each_once(item for value, _ in values.values() for item in value))
        choices = [Choice(every, sources), *(choice for choice in choices if choice.value != every)]
    return FieldProposal(field, None, sources, tuple(choices[:MOST_CHOICES]))


def _each_once(items: Iterable[Json]) -> list[Json]:
    return list({_canonical(item): item for item in items}.values())


def _canonical(value: Json) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=True)
