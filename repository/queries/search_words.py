"""A question in words: what is looked for and what narrows it, as a list of short texts."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from repository.catalogue.question import Question
from repository.models import Pole
from repository.queries.search_names import names_of_chosen, value_name
from repository.templatetags.formatting import number_text


def question_words(question: Question) -> tuple[str, ...]:
    """The words as they were typed, then each thing that narrows them; nothing for the whole catalogue."""
    return tuple(_parts(question))


def _parts(question: Question) -> Iterator[str]:
    if question.words:
        yield question.words
    poles = {pole.code: pole for pole in Pole.objects.all()} if question.values_of("pole") else {}
    names = names_of_chosen(question)
    for code, values in question.chosen.items():
        yield from (value_name(code, value, poles, names) for value in values)
    if question.since or question.until:
        yield f"{question.since or '…'} – {question.until or '…'}"
    if question.place or question.polygon:
        yield _("Area on the map")
    if question.top is not None or question.bottom is not None:
        ends = [number_text(end) if end is not None else "…" for end in (question.top, question.bottom)]
        yield _("%(top)s – %(bottom)s m deep") % {"top": ends[0], "bottom": ends[1]}
