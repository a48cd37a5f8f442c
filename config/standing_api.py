"""Where a dataset stands with the moderators, and the urgent lane, for programs: put together here as reviews are."""

from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from moderation.models import Ending, Urgency
from moderation.queries.asked import asked_of_authors
from moderation.queries.delays import usual_delays
from moderation.queries.review import latest_review
from moderation.queries.standing import standing_of
from moderation.queries.urgency import urgency_of
from moderation.services.urgency import declare_urgency, give_up_urgency
from moderation.standing import ReviewState, Side
from moderation.waiting import working_days
from repository.access import Action, can
from repository.api.authentication import person_of
from repository.api.base import READ, SUBMIT, ApiView
from repository.api.bodies import read_body
from repository.api.entrance import check_author, dataset_of
from repository.api.problems import BodyInvalid, Fault
from repository.api.shapes.inputs import RealText, Strict
from repository.errors import WrongState
from repository.lifecycle import DatasetState
from repository.models import Dataset
from repository.queries.deposits import holder_words

Shape = serializers.Serializer[Any]
STAGES = [each.value for each in ReviewState]
TURNS = [each.value for each in Side]
_OF_THE_DAY = frozenset({"day-has-passed", "day-too-far"})


class UrgencyInput(Strict):
    """Which journal waits, for which manuscript, until when."""

    journal = RealText(max_length=200)
    manuscript = RealText(max_length=100, help_text="The reference that the journal gave it.")
    wanted_by = serializers.DateField(help_text="A year ahead at most.")


class UrgencyShape(Shape):
    """What was declared, and whether it holds; members are null where nothing ever was."""

    is_urgent = serializers.BooleanField(help_text="Whether it is in the urgent lane now.")
    target_days = serializers.IntegerField(help_text="Working days within which the moderators aim to answer.")
    journal = serializers.CharField(allow_null=True)
    manuscript = serializers.CharField(allow_null=True)
    wanted_by = serializers.DateField(allow_null=True)
    asked_at = serializers.DateTimeField(allow_null=True)
    ending = serializers.ChoiceField(choices=Ending.values, allow_null=True, help_text="How it left the lane.")
    reason = serializers.CharField(allow_blank=True, help_text="Why a moderator took it out.")
    doi = serializers.CharField(help_text="For the paper.")
    doi_is_reserved = serializers.BooleanField(help_text="Before that, do not write it in the paper.")


class AskShape(Shape):
    """One thing that is asked of the authors."""

    kind = serializers.CharField(help_text="`changes`, `question`, `suggestion`, ...: more may come.")
    detail = serializers.CharField()
    page = serializers.URLField(help_text="Where it is answered.")
    since = serializers.DateTimeField()


class DelayShape(Shape):
    """How long a discipline usually takes for its first answer, in working days; measured over twelve months."""

    pole = serializers.CharField()
    median = serializers.IntegerField(help_text="Half of the deposits were answered within.")
    four_of_five = serializers.IntegerField(help_text="Four of five were answered within.")
    cases = serializers.IntegerField(help_text="Ten at least: fewer are not told.")


class StandingShape(Shape):
    """Where a dataset stands with the moderators."""

    state = serializers.CharField(help_text="As in the dataset itself.")
    holder = serializers.CharField(help_text="Who has it now, in words.")
    stage = serializers.ChoiceField(choices=STAGES, help_text="Of the review.")
    stage_words = serializers.CharField()
    turn = serializers.ChoiceField(choices=TURNS, help_text="Who has to act.")
    waited_days = serializers.IntegerField(allow_null=True, help_text="Working days in the moderators' hands.")
    asked = AskShape(many=True, help_text="What is asked of the authors; nothing for who only reads.")
    usual_delays = DelayShape(many=True)


class StandingOf(ApiView):
    """`/deposits/<id>/datasets/<key>/standing/`."""

    scopes: ClassVar[dict[str, str]] = {"GET": READ}

    @extend_schema(operation_id="readStanding", responses=StandingShape)
    def get(self, request: Request, deposit_id: UUID, key: UUID) -> Response:
        """Who has it, what is asked of you, and how long the moderators usually take."""
        dataset = dataset_of(request, deposit_id, key)
        writes = can(person_of(request), Action.LINK, dataset)
        asked = asked_of_authors(dataset) if writes else ()
        standing = standing_of(dataset, latest_review(dataset))
        return Response(
            {
                "state": dataset.state,
                "holder": holder_words(dataset, is_author=writes),
                "stage": standing.value,
                "stage_words": standing.words,
                "turn": standing.ball,
                "waited_days": _waited(dataset),
                "asked": [
                    {"kind": ask.kind, "detail": ask.sentence, "page": settings.SITE_URL + ask.url, "since": ask.since}
                    for ask in asked
                ],
                "usual_delays": [
                    {
                        "pole": each.pole.code,
                        "median": each.delay.median,
                        "four_of_five": each.delay.most,
                        "cases": each.delay.cases,
                    }
                    for each in usual_delays(dataset.poles)
                ],
            }
        )


class UrgencyOf(ApiView):
    """`/deposits/<id>/datasets/<key>/urgency/`."""

    scopes: ClassVar[dict[str, str]] = {"GET": READ, "PUT": SUBMIT, "DELETE": SUBMIT}

    @extend_schema(operation_id="readUrgency", responses=UrgencyShape)
    def get(self, request: Request, deposit_id: UUID, key: UUID) -> Response:
        """Whether a paper waits for it, as was declared; for its authors."""
        return _told(self._dataset(request, deposit_id, key))

    @extend_schema(operation_id="declareUrgency", request=UrgencyInput, responses=UrgencyShape)
    def put(self, request: Request, deposit_id: UUID, key: UUID) -> Response:
        """Say that a paper under revision waits for it: the moderators see it first. Saying it again changes it."""
        dataset = self._dataset(request, deposit_id, key)
        said = read_body(request, UrgencyInput)
        try:
            declare_urgency(dataset_key=dataset.key, actor=person_of(request), **said)
        except WrongState as refusal:
            if refusal.code not in _OF_THE_DAY:
                raise
            fault = Fault("/wanted_by", refusal.code, refusal.sentence)
            raise BodyInvalid(refusal.sentence, [fault], code=refusal.code) from refusal
        return _told(dataset)

    @extend_schema(operation_id="giveUpUrgency", responses={200: UrgencyShape})
    def delete(self, request: Request, deposit_id: UUID, key: UUID) -> Response:
        """It is not urgent any more. Doing it twice changes nothing."""
        dataset = self._dataset(request, deposit_id, key)
        give_up_urgency(dataset_key=dataset.key, actor=person_of(request))
        return _told(dataset)

    def _dataset(self, request: Request, deposit_id: UUID, key: UUID) -> Dataset:
        """What a journal wants is between authors and moderators."""
        dataset = dataset_of(request, deposit_id, key)
        check_author(person_of(request), dataset)
        return dataset


def _waited(dataset: Dataset) -> int | None:
    version = dataset.submitted_version
    if dataset.state != DatasetState.SUBMITTED or version is None:
        return None
    return working_days(version.created.date(), timezone.now().date())


def _told(dataset: Dataset) -> Response:
    urgency: Urgency | None = urgency_of(dataset)
    facts = ("journal", "manuscript", "wanted_by", "asked_at")
    return Response(
        {
            "is_urgent": bool(urgency and urgency.is_live),
            "target_days": settings.URGENT_TARGET_DAYS,
            **{name: getattr(urgency, name, None) for name in facts},
            "ending": (urgency.ending or None) if urgency else None,
            "reason": urgency.reason if urgency else "",
            "doi": dataset.doi,
            "doi_is_reserved": dataset.reserved_at is not None,
        }
    )
