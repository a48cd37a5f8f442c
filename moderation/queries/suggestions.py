"""The wordings that moderators suggest, as pages show them: what differs, whether it still fits, who answered."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from django.db.models import Q
from django.utils.translation import get_language

from moderation.differences import Run, compare_words
from moderation.models import Review, Suggestion
from moderation.suggesting import ONE_MORE, Place, holds, laid, path_of, place_now, places_of, text_of, value_at
from repository.maps.systems import KnownSystems
from repository.models import Dataset, Pole
from repository.record.assess import Circumstances, assess
from repository.record.document import Path
from repository.record.findings import Finding
from repository.record.labels import label_of, where_of

State = Suggestion.State

LANGUAGES: Final = ("en", "fr")
"""In which a text may be added, beside the language of the record."""

_TAG: Final = re.compile(r"[a-z]{2}(-[A-Za-z0-9]+)*", re.ASCII)


@dataclass(frozen=True, slots=True)
class ShownSuggestion:
    """One suggestion. ``runs``: what it would remove and add; ``fits``: the draft still says what was read.

    ``is_there``: the draft says by now what was suggested.
    """

    number: int
    field: str
    label: str
    language: str
    runs: tuple[Run, ...]
    note: str
    author: str
    at: datetime
    state: str
    answer: str
    answered_by: str
    answered_at: datetime | None
    fits: bool
    is_there: bool
    now: str
    """What stands there by now, where that is neither what was read nor what was suggested."""

    @property
    def is_open(self) -> bool:
        """Whether nobody has answered it."""
        return self.state == State.OPEN


def suggestions_of(review: Review | None, document: Mapping[str, Any]) -> tuple[ShownSuggestion, ...]:
    """The suggestions of a review, oldest first, beside what ``document`` (a draft, or a version) says."""
    if review is None:
        return ()
    found = Suggestion.objects.filter(review=review).exclude(state=State.WITHDRAWN)
    rows = found.select_related("author", "answered_by").order_by("pk")
    return tuple(shown(each, document) for each in rows)


def by_field(suggestions: Iterable[ShownSuggestion]) -> dict[str, tuple[ShownSuggestion, ...]]:
    """The same, gathered by the field that they are about."""
    gathered: dict[str, tuple[ShownSuggestion, ...]] = {}
    for each in suggestions:
        gathered[each.field] = (*gathered.get(each.field, ()), each)
    return gathered


def shown(suggestion: Suggestion, document: Mapping[str, Any]) -> ShownSuggestion:
    """A suggestion in the words of the reader's language, beside a document."""
    path = path_of(suggestion.laid_at or suggestion.pointer)
    there = holds(document, path, suggestion.value)
    fits = there is not None or place_now(document, path, suggestion.before) is not None
    return ShownSuggestion(
        number=suggestion.pk,
        field=suggestion.field,
        label=place_words(path_of(suggestion.pointer)),
        language=_language_of(path_of(suggestion.pointer)),
        runs=compare_words(text_of(suggestion.before), text_of(suggestion.value)),
        note=suggestion.note,
        author=suggestion.author.name,
        at=suggestion.at,
        state=suggestion.state,
        answer=suggestion.answer,
        answered_by=suggestion.answered_by.name if suggestion.answered_by else "",
        answered_at=suggestion.answered_at,
        fits=fits,
        is_there=there is not None,
        now="" if fits else text_of(value_at(document, path)),
    )


def is_any_suggested(dataset: Dataset, field: str) -> bool:
    """Whether a moderator ever suggested anything for a field of a dataset."""
    about = Q(pointer=f"/{field}") | Q(pointer__startswith=f"/{field}/")
    return Suggestion.objects.filter(about, dataset=dataset).exists()


def places_in(document: Mapping[str, Any], field: str) -> tuple[Place, ...]:
    """The places of a field that a moderator can suggest something for."""
    languages = [str(document["language"]), *LANGUAGES] if document.get("language") else list(LANGUAGES)
    return places_of(field, document.get(field), languages=languages)


def place_for(document: Mapping[str, Any], pointer: str) -> Place | None:
    """The place that a pointer names; None where a document has none such."""
    path = path_of(pointer)
    field = str(path[0]) if path else ""
    return next((place for place in places_in(document, field) if place.pointer == pointer), None)


def place_words(path: Path) -> str:
    """What a place is called, with the entries of lists it stands in: ``Keyword, en (keyword 3)``."""
    side = int((get_language() or "en").startswith("fr"))
    if path[-1] == ONE_MORE:
        return f"{label_of(path[:-1])[side]} (+ 1)"
    return label_of(path)[side] + where_of(path)[side]


def errors_of(
    document: Mapping[str, Any], path: Path, value: Any, *, apart_from: Mapping[str, Any]
) -> tuple[Finding, ...]:
    """What would be wrong with a value at a place, without what is wrong anyway."""
    top = str(path[0])
    changed = {**document, top: laid(document.get(top), path[1:], value)}
    circumstances = Circumstances(
        poles=frozenset(Pole.objects.values_list("code", flat=True)),
        today=datetime.now(UTC).date(),
        systems=KnownSystems(),
    )
    before = {(each.code, each.path) for each in assess(apart_from, circumstances).blocking}
    return tuple(each for each in assess(changed, circumstances).blocking if (each.code, each.path) not in before)


def _language_of(path: Path) -> str:
    """The language that a text stands in, where its last step is one."""
    return str(path[-1]) if len(path) > 1 and _TAG.fullmatch(str(path[-1])) else ""
