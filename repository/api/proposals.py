"""What the files of a draft propose, and the answers to it."""

from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from repository.api.authentication import person_of
from repository.api.base import READ, WRITE, ApiView
from repository.api.bodies import read_body
from repository.api.entrance import check_editable, dataset_of
from repository.api.shapes.files import ProposalsShape
from repository.api.shapes.inputs import AnswerInput
from repository.models import Dataset, Person
from repository.queries.proposals import ProposalLine, files_say
from repository.services.proposals import Answer, refuse_proposal, undo_answer, use_clear_proposals, use_proposal


class Proposals(ApiView):
    """`/deposits/<id>/datasets/<key>/proposals/`."""

    scopes: ClassVar[dict[str, str]] = {"GET": READ, "POST": WRITE}

    @extend_schema(operation_id="listProposals", responses=ProposalsShape)
    def get(self, request: Request, deposit_id: UUID, key: UUID) -> Response:
        """What the files say of each field, where it was read, and how it stands against the draft."""
        return _told(dataset_of(request, deposit_id, key))

    @extend_schema(operation_id="answerProposal", request=AnswerInput, responses=ProposalsShape)
    def post(self, request: Request, deposit_id: UUID, key: UUID) -> Response:
        """Use a proposal, use all that is clear, refuse one, or undo an answer. What was typed is never replaced."""
        dataset, person = dataset_of(request, deposit_id, key), person_of(request)
        wanted = read_body(request, AnswerInput)
        check_editable(person, dataset)
        ANSWERS[wanted["action"]](dataset, person, wanted)
        return _told(dataset_of(request, deposit_id, key))


def _use(dataset: Dataset, person: Person, wanted: dict[str, Any]) -> None:
    answer = Answer(wanted["field"], wanted["offer"], wanted["seen"], wanted["choice"])
    use_proposal(dataset_key=dataset.key, actor=person, answer=answer, language=wanted["language"])


def _use_clear(dataset: Dataset, person: Person, wanted: dict[str, Any]) -> None:
    use_clear_proposals(dataset_key=dataset.key, actor=person, offers=wanted["offers"], language=wanted["language"])


def _refuse(dataset: Dataset, person: Person, wanted: dict[str, Any]) -> None:
    refuse_proposal(dataset_key=dataset.key, actor=person, answer=Answer(wanted["field"], wanted["offer"]))


def _undo(dataset: Dataset, person: Person, wanted: dict[str, Any]) -> None:
    undo_answer(dataset_key=dataset.key, actor=person, field=wanted["field"])


ANSWERS: dict[str, Callable[[Dataset, Person, dict[str, Any]], None]] = {
    "use": _use,
    "use-clear": _use_clear,
    "refuse": _refuse,
    "undo": _undo,
}


def _told(dataset: Dataset) -> Response:
    said = files_say(dataset)
    lines = [_line(line) for line in said.lines]
    return Response({"waiting": said.waiting, "asks_language": said.asks_language, "results": lines})


def _line(line: ProposalLine) -> dict[str, Any]:
    return {
        "field": line.field,
        "label": line.label,
        "state": line.state.value,
        "offer": line.mark,
        "seen": line.seen,
        "may_undo": line.may_undo,
        "clear": line.is_clear,
        "choices": [
            {
                "mark": choice.mark,
                "words": choice.words,
                "value": choice.value,
                "sources": [{"file": source.file, "place": source.place} for source in choice.sources],
                "more_sources": choice.more,
            }
            for choice in line.choices
        ],
    }
