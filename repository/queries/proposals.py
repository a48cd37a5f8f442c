"""What the files of a dataset say of each field, and how it stands against what its draft says."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any, Final

from django.utils.translation import get_language

from repository.forms.step_form import mark_of
from repository.inspection.combining import FieldProposal, combine
from repository.inspection.reading import Place, Reading
from repository.models import Dataset, DraftFile, ProposalAnswer
from repository.queries.deposit_steps import control_link
from repository.queries.discipline_topics import FIELD as TOPICS
from repository.queries.discipline_topics import offer_of_disciplines
from repository.queries.drafts import effective_document
from repository.queries.proposal_lines import (
    FIRST,
    Choice,
    FilesSay,
    Partly,
    ProposalLine,
    SourceLine,
    State,
)
from repository.queries.proposal_values import NODES, said_at, same, tags_in
from repository.queries.proposal_words import words_of
from repository.queries.templates import templates_of, with_templates
from repository.record.document import is_empty, prune
from repository.record.labels import label_of

__all__ = ["FIELDS", "Choice", "FilesSay", "ProposalLine", "SourceLine", "State", "files_say", "label_in_words"]

MOST_FILES: Final = 200
"""So many files, the first that say something, are put together; beyond that the page says so."""

OF_THE_WHOLE: Final = frozenset({"title", "abstract", "licence", "creators", "identifiers", "lineage"})
"""What a file says of itself, and of its dataset only where at least half of the files that say anything state it."""

FIELDS: Final = (
    *FIRST,
    *("language", "lineage", "instruments", "platforms", "campaigns", "projects", "funding", "contributors"),
    *("contacts", "reference_systems", "spatial_resolution", "temporal_resolution", "processing_level"),
    *("acquisition", "data_languages", "related", "identifiers"),
    *("resource_type", "other_titles", "topics", "poles", "place/names", "place/polygons", "update_frequency"),
    *("quality", "use_limitations", "access_note", "forwarding"),
)
"""Every field that files and templates may propose a value for, as a path with slashes."""


def files_say(dataset: Dataset) -> FilesSay:
    """What the files of a draft say of its fields, and how each stands."""
    places = DraftFile.objects.filter(dataset=dataset)
    speaking = places.filter(file__inspection__has_proposals=True).order_by("position", "path")
    found = list(speaking.values_list("path", "file__inspection__reading__proposals")[:MOST_FILES])
    combined = combine([(path, _said(proposals)) for path, proposals in found])
    templates = templates_of(dataset)
    by_field = {proposal.field: proposal for proposal in with_templates(combined, templates, FIELDS)}
    of_files = {proposal.field for proposal in combined}
    document = effective_document(dataset)
    answers = {answer.field: answer for answer in ProposalAnswer.objects.filter(dataset=dataset)}
    offer = None if TOPICS in by_field else offer_of_disciplines(document, answers.get(TOPICS))
    by_field |= {TOPICS: offer} if offer else {}
    lines = tuple(
        _line(
            dataset,
            document,
            by_field[name],
            answers.get(name),
            is_of_files=name in of_files,
            is_offer=bool(offer and name == TOPICS),
        )
        for name in FIELDS
        if name in by_field
    )
    stated = _stated(combined, by_field, len(found))
    lines = tuple(replace(line, partly=stated.get(line.field)) for line in lines)
    return FilesSay(
        lines=lines,
        waiting=places.filter(file__inspection__isnull=False, file__inspection__read_at__isnull=True).count(),
        told=len(found),
        speaking=speaking.count() if len(found) == MOST_FILES else len(found),
        asks_language=not language_of(document, lines) and any(_is_open_text(line) for line in lines),
        has_templates=bool(templates),
    )


def _stated(combined: Sequence[FieldProposal], shown: Mapping[str, FieldProposal], told: int) -> dict[str, Partly]:
    """Field -> how few files state its one value; a template that says the same says it of the whole dataset."""
    found = {}
    for proposal in combined:
        stated = len({path for path, _place in proposal.sources})
        is_alone = not proposal.choices and len(shown[proposal.field].sources) == len(proposal.sources)
        if proposal.field in OF_THE_WHOLE and is_alone and stated * 2 < told:
            found[proposal.field] = Partly(stated, told)
    return found


def _said(proposals: Any) -> Reading:
    """What a file proposes, without what else is known of it."""
    return Reading.from_json({"format": "", "proposals": proposals or [], "problems": [], "facts": {}})


def language_of(document: Mapping[str, Any], lines: Sequence[ProposalLine]) -> str:
    """The language of the description: as the draft says, else as all files say; empty where nobody does."""
    named = document.get("language")
    if not is_empty(prune(named)):
        return named if isinstance(named, str) else ""
    found = next((line.choices for line in lines if line.field == "language" and line.state is State.PROPOSED), ())
    return str(found[0].value) if found else ""


def _line(
    dataset: Dataset,
    document: Mapping[str, Any],
    proposal: FieldProposal,
    answer: ProposalAnswer | None,
    *,
    is_of_files: bool,
    is_offer: bool,
) -> ProposalLine:
    choices = tuple(_choices(proposal))
    top = proposal.field.partition("/")[0]
    mark = _digest([choice.mark for choice in choices])
    current = said_at(document, proposal.field)
    state = _state(choices, current, answer, mark)
    return ProposalLine(
        field=proposal.field,
        label=label_in_words(top),
        state=state,
        choices=choices,
        mark=mark,
        seen=mark_of(dataset.draft.get(top)),
        yours=words_of(proposal.field, current) if state is State.KEPT else "",
        edit_url=control_link(dataset, (top,)) if top in NODES else "",
        may_undo=_may_undo(dataset, answer, state),
        is_of_files=is_of_files,
        is_offer=is_offer,
    )


def _state(choices: Sequence[Choice], current: Any, answer: ProposalAnswer | None, mark: str) -> State:
    if not is_empty(prune(current)):
        return State.USED if any(same(choice.value, current) for choice in choices) else State.KEPT
    if answer is not None and answer.kind == ProposalAnswer.Kind.REFUSED and answer.mark == mark:
        return State.REFUSED
    return State.PROPOSED if len(choices) == 1 else State.SPLIT


def _may_undo(dataset: Dataset, answer: ProposalAnswer | None, state: State) -> bool:
    if answer is None:
        return False
    if answer.kind == ProposalAnswer.Kind.REFUSED:
        return state is State.REFUSED
    return same(answer.value, said_at(dataset.draft, answer.field))


def _choices(proposal: FieldProposal) -> Iterator[Choice]:
    for value, sources in _offers(proposal):
        named = tuple(SourceLine(path, place_words(place)) for path, place in sources[:_MOST_SOURCES])
        yield Choice(_digest(value), words_of(proposal.field, value), named, len(sources) - len(named), value)


def _offers(proposal: FieldProposal) -> Iterator[tuple[Any, Sequence[tuple[str, Place]]]]:
    """Each value that the files give for the field, with where it was read."""
    if proposal.choices:
        yield from ((choice.value, choice.sources) for choice in proposal.choices)
    else:
        yield proposal.value, proposal.sources


def label_in_words(field: str) -> str:
    """What the field at a path is called, in the language of the page."""
    return label_of((field.partition("/")[0],))[_language_index()]


def place_words(place: Place) -> str:
    """Where something was read, in the language of the page."""
    return (place.english, place.french)[_language_index()]


def _language_index() -> int:
    return int((get_language() or "en").startswith("fr"))


def _digest(value: Any) -> str:
    return sha256(json.dumps(value, sort_keys=True, ensure_ascii=True).encode()).hexdigest()[:24]


def _is_open_text(line: ProposalLine) -> bool:
    return line.is_open and any("und" in tags_in(choice.value) for choice in line.choices)


_MOST_SOURCES: Final = 3
