"""Deposits: the list, opening one, what its datasets share, what happened, and room."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from repository.access import Action, can
from repository.api.authentication import person_of
from repository.api.base import READ, WRITE, ApiView
from repository.api.bodies import OF_DEPOSIT, check_fields, read_body
from repository.api.conditions import deposit_tag, tag_wanted
from repository.api.entrance import check_author, deposit_of
from repository.api.links import url
from repository.api.paging import cursor_of, limit_of, next_url, not_ours
from repository.api.parameters import CURSOR, IF_MATCH, LIMIT
from repository.api.shapes.inputs import DepositInput, RoomInput
from repository.api.shapes.outputs import DepositPage, DepositRoomShape, DepositShape, TimelineShape
from repository.api.showing import card, deposit_shown, room_shown
from repository.errors import Malformed
from repository.lifecycle import DatasetState
from repository.models import Dataset, Deposit, Person
from repository.queries.allowances import deposit_room
from repository.queries.deposits import deposit_cards, deposits_written_by
from repository.queries.timeline import timeline_of
from repository.services.allowances import ask_for_room
from repository.services.deposits import create_deposit
from repository.services.draft_changes import change_shared

STATE = OpenApiParameter("state", enum=[each.value for each in DatasetState], description="Only with such a dataset.")


class Deposits(ApiView):
    """`/deposits/`."""

    scopes: ClassVar[dict[str, str]] = {"GET": READ, "POST": WRITE}

    @extend_schema(operation_id="listDeposits", parameters=[STATE, LIMIT, CURSOR], responses=DepositPage)
    def get(self, request: Request) -> Response:
        """The deposits that you write, the newest first."""
        limit, person = limit_of(request), person_of(request)
        found = _after(request, _in_state(request, deposits_written_by(person)))
        rows = list(found.order_by("-created", "-pk")[: limit + 1])
        cards = [card(each) for each in deposit_cards(person, rows[:limit])]
        last = rows[limit - 1] if len(rows) > limit else None
        next_page = next_url(request, [last.created.isoformat(), str(last.pk)]) if last else None
        return Response({"results": cards, "next": next_page})

    @extend_schema(operation_id="openDeposit", request=DepositInput, responses={201: DepositShape})
    def post(self, request: Request) -> Response:
        """Open a deposit with one empty dataset."""
        fields = read_body(request, DepositInput).get("shared", {})
        check_fields(fields, OF_DEPOSIT, "shared")
        person = person_of(request)
        with transaction.atomic():
            deposit = create_deposit(actor=person)
            if fields:
                deposit = change_shared(deposit_id=deposit.pk, actor=person, fields=fields)
        answer = deposit_answer(deposit, status=201)
        answer["Location"] = url("api-deposit", deposit.pk)
        return answer


class OneDeposit(ApiView):
    """`/deposits/<id>/`."""

    scopes: ClassVar[dict[str, str]] = {"GET": READ, "PATCH": WRITE}

    @extend_schema(operation_id="readDeposit", responses=DepositShape)
    def get(self, request: Request, deposit_id: UUID) -> Response:
        """A deposit with its datasets."""
        deposit, datasets = deposit_of(request, deposit_id)
        return deposit_answer(deposit, datasets)

    @extend_schema(operation_id="changeDeposit", request=DepositInput, responses=DepositShape, parameters=[IF_MATCH])
    def patch(self, request: Request, deposit_id: UUID) -> Response:
        """Lay fields over what the datasets share; `null` takes a field out."""
        deposit, datasets = deposit_of(request, deposit_id)
        fields = read_body(request, DepositInput).get("shared", {})
        check_fields(fields, OF_DEPOSIT, "shared")
        deposit = change_shared(
            deposit_id=deposit.pk, actor=person_of(request), fields=fields, seen=tag_wanted(request)
        )
        for dataset in datasets:
            dataset.deposit = deposit
        return deposit_answer(deposit, datasets)


class Timeline(ApiView):
    """`/deposits/<id>/timeline/`."""

    scopes: ClassVar[dict[str, str]] = {"GET": READ}

    @extend_schema(operation_id="readTimeline", responses=TimelineShape)
    def get(self, request: Request, deposit_id: UUID) -> Response:
        """What happened to a deposit, in words, oldest first."""
        _deposit, datasets = deposit_of(request, deposit_id)
        writes = all(can(person_of(request), Action.LINK, dataset) for dataset in datasets)
        moments = [
            {
                "at": each.at,
                "what": each.words,
                "by": each.actor,
                "dataset": each.dataset.key if each.dataset else None,
                "reason": each.reason,
                "kind": each.kind,
                "details": each.details,
            }
            for each in timeline_of(datasets, for_parties=writes)
        ]
        return Response({"results": moments})


class Room(ApiView):
    """`/deposits/<id>/room/`."""

    scopes: ClassVar[dict[str, str]] = {"GET": READ, "POST": WRITE}

    @extend_schema(operation_id="readRoom", responses=DepositRoomShape)
    def get(self, request: Request, deposit_id: UUID) -> Response:
        """What a deposit holds, and what it may hold."""
        deposit, datasets = deposit_of(request, deposit_id)
        return Response(_room(deposit, datasets[0], person_of(request)))

    @extend_schema(operation_id="askForRoom", request=RoomInput, responses={202: DepositRoomShape})
    def post(self, request: Request, deposit_id: UUID) -> Response:
        """Ask the operators for more; they answer by mail."""
        deposit, datasets = deposit_of(request, deposit_id)
        asked = read_body(request, RoomInput)
        person = person_of(request)
        ask_for_room(actor=person, deposit_id=deposit.pk, wanted_bytes=asked["wanted_bytes"], reason=asked["reason"])
        return Response(_room(deposit, datasets[0], person), status=202)


def _in_state(request: Request, deposits: Any) -> Any:
    state = request.query_params.get("state")
    if state is None:
        return deposits
    if state not in set(DatasetState):
        raise Malformed(_("There is no such state."), code="state-unknown")
    return deposits.filter(Exists(Dataset.objects.filter(deposit=OuterRef("pk"), state=state, is_removed=False)))


def _after(request: Request, deposits: Any) -> Any:
    key = cursor_of(request, str, str)
    if key is None:
        return deposits
    try:
        created, last = datetime.fromisoformat(key[0]), UUID(key[1])
    except ValueError as fault:
        raise not_ours() from fault
    return deposits.filter(Q(created__lt=created) | Q(created=created, pk__lt=last))


def _room(deposit: Deposit, dataset: Dataset, person: Person) -> dict[str, Any]:
    check_author(person, dataset)
    held = deposit_room(deposit, dataset)
    return {
        "kept_bytes": held.kept,
        "most_bytes": held.most,
        "room": room_shown(held.room),
        "is_asked_for_more": held.waiting is not None,
    }


def deposit_answer(deposit: Deposit, datasets: list[Dataset] | None = None, *, status: int = 200) -> Response:
    """The answer that a deposit is."""
    shown = datasets if datasets is not None else list(deposit.datasets.select_related("deposit"))
    return Response(deposit_shown(deposit, shown), status=status, headers={"ETag": deposit_tag(deposit)})
