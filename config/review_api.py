"""The conversation about a dataset, for programs: part of the API, put together here since reviews are moderation's."""

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from moderation.models import Decision, Outcome
from moderation.queries.review import latest_review
from moderation.queries.threads import Thread, threads_of
from moderation.services.comments import write_comment
from repository.api.authentication import person_of
from repository.api.base import READ, WRITE, ApiView
from repository.api.bodies import read_body
from repository.api.entrance import check_author, dataset_of
from repository.api.shapes.inputs import RealText, Strict
from repository.models import Dataset

STATES = ["open", "asked", "answered", "settled"]


class RemarkInput(Strict):
    """A remark, or an answer to one about the same place."""

    path = RealText(
        max_length=420, required=False, default="", allow_blank=True,
        help_text="A field of the record, `files/…` for a file, nothing for the whole.",
    )  # fmt: skip
    text = RealText(lines=True, max_length=10_000)


class AttachedShape(serializers.Serializer[Any]):
    """A file that came with what somebody wrote; it is fetched on the page of the deposit."""

    name = serializers.CharField()
    size = serializers.IntegerField(help_text="Bytes.")
    sha256 = serializers.CharField()


class WrittenShape(serializers.Serializer[Any]):
    """What somebody wrote."""

    by = serializers.CharField()
    role = serializers.ChoiceField(choices=["moderator", "depositor"])
    at = serializers.DateTimeField()
    text = serializers.CharField()
    files = AttachedShape(many=True)


class ThreadShape(serializers.Serializer[Any]):
    """The remarks about one place."""

    path = serializers.CharField(allow_blank=True)
    about = serializers.CharField()
    state = serializers.ChoiceField(choices=STATES, help_text="`open` waits for you, `asked` for the moderators.")
    remarks = WrittenShape(many=True)


class DecisionShape(serializers.Serializer[Any]):
    """What the moderators decided."""

    outcome = serializers.ChoiceField(choices=[(each, each) for each in Outcome.values])
    reason = serializers.CharField(allow_blank=True)
    at = serializers.DateTimeField()


class ReviewShape(serializers.Serializer[Any]):
    """The last review of a dataset."""

    is_open = serializers.BooleanField(help_text="Whether remarks can be written now.")
    threads = ThreadShape(many=True)
    decision = DecisionShape(allow_null=True)


class Conversation(ApiView):
    """`/deposits/<id>/datasets/<key>/review/`."""

    scopes: ClassVar[dict[str, str]] = {"GET": READ, "POST": WRITE}

    @extend_schema(operation_id="readReview", responses=ReviewShape)
    def get(self, request: Request, deposit_id: UUID, key: UUID) -> Response:
        """What the moderators ask, what was answered, and what they decided last."""
        return _told(self._dataset(request, deposit_id, key))

    @extend_schema(operation_id="writeRemark", request=RemarkInput, responses={201: ReviewShape})
    def post(self, request: Request, deposit_id: UUID, key: UUID) -> Response:
        """Write a remark, or answer one; only while a review is open."""
        dataset = self._dataset(request, deposit_id, key)
        said = read_body(request, RemarkInput)
        write_comment(dataset_key=dataset.key, actor=person_of(request), text=said["text"], path=said["path"])
        return _told(dataset, status=201)

    def _dataset(self, request: Request, deposit_id: UUID, key: UUID) -> Dataset:
        """The conversation is between authors and moderators."""
        dataset = dataset_of(request, deposit_id, key)
        check_author(person_of(request), dataset)
        return dataset


def _told(dataset: Dataset, *, status: int = 200) -> Response:
    review = latest_review(dataset)
    decision = Decision.objects.filter(review=review).order_by("-pk").first() if review else None
    return Response(
        {
            "is_open": bool(review and review.is_open),
            "threads": [_thread(each) for each in threads_of(review, with_private=False)],
            "decision": decision and {"outcome": decision.outcome, "reason": decision.reason, "at": decision.at},
        },
        status=status,
    )


def _thread(thread: Thread) -> dict[str, Any]:
    remarks = [
        {
            "by": each.author,
            "role": each.role,
            "at": each.at,
            "text": each.body,
            "files": [{"name": file.name, "size": file.size, "sha256": file.sha256} for file in each.files],
        }
        for each in thread.messages
    ]
    return {"path": thread.path, "about": thread.about, "state": thread.state, "remarks": remarks}
