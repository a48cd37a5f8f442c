"""The topic that belongs to the discipline of a draft: offered at its field where nothing else says one."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _

from repository.inspection.combining import FieldProposal
from repository.inspection.reading import Place
from repository.models import Pole, ProposalAnswer
from repository.queries.proposal_values import same
from repository.record.document import is_empty, prune

FIELD: Final = "topics"
_TOPICS: Final[Mapping[str, str]] = {
    "atmosphere": "climatologyMeteorologyAtmosphere",
    "biodiversity": "biota",
    "climate": "climatologyMeteorologyAtmosphere",
    "ocean": "oceans",
    "solid-earth": "geoscientificInformation",
}
"""Code of a discipline -> its topic. Continental surfaces are of several, and an operator's own are not known here."""


def offer_of_disciplines(document: Mapping[str, Any], answer: ProposalAnswer | None) -> FieldProposal | None:
    """The topics of the disciplines in a draft. None where it has topics, unless they came from this very offer."""
    codes = [code for code in _listed(document.get("poles")) if code in _TOPICS]
    topics = sorted({_TOPICS[code] for code in codes})
    held = document.get(FIELD)
    is_own_answer = answer is not None and same(answer.value, held)
    if not topics or not (is_empty(prune(held)) or (is_own_answer and same(topics, held))):
        return None
    sources = tuple((_("Discipline: %(name)s") % {"name": name}, Place("", "")) for name in _names(codes))
    return FieldProposal(FIELD, topics, sources)


def _names(codes: Sequence[str]) -> list[str]:
    names = {pole.code: pole.name for pole in Pole.objects.filter(code__in=codes)}
    return [names.get(code, code) for code in codes]


def _listed(value: Any) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list | tuple) else []
