"""The people of a deposit: who may open it, asking somebody in, changing what they may do, taking away, leaving."""

from typing import Any, ClassVar
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from repository.access import Action, can, require
from repository.api.authentication import person_of
from repository.api.base import SHARE, ApiView
from repository.api.bodies import read_body
from repository.api.entrance import deposit_of
from repository.api.links import url
from repository.api.problems import BodyInvalid, Fault
from repository.api.shapes.team import (
    InvitationInput,
    InvitationList,
    InvitationShape,
    MemberShape,
    PeopleShape,
    RoleInput,
)
from repository.forms.sharing import leads_somewhere
from repository.models import Deposit, Grant, Invitation, Person
from repository.queries.deposit_people import Asked, Member, invitations_of, members_of
from repository.services.deposit_people import change_role, end_membership
from repository.services.invitations import invite, withdraw_invitation


class People(ApiView):
    """`/deposits/<id>/people/`."""

    scopes: ClassVar[dict[str, str]] = {"GET": SHARE}

    @extend_schema(operation_id="listPeople", responses=PeopleShape)
    def get(self, request: Request, deposit_id: UUID) -> Response:
        """Who may open a deposit, and what each may do. Moderators are not among them."""
        (deposit, _datasets), person = deposit_of(request, deposit_id), person_of(request)
        members = [_member(deposit, each, person) for each in members_of(deposit, person)]
        return Response({"may_share": can(person, Action.SHARE, deposit), "results": members})


class OnePerson(ApiView):
    """`/deposits/<id>/people/<member>/`."""

    scopes: ClassVar[dict[str, str]] = {"PATCH": SHARE, "DELETE": SHARE}

    @extend_schema(operation_id="changePerson", request=RoleInput, responses=MemberShape)
    def patch(self, request: Request, deposit_id: UUID, member: int) -> Response:
        """Let somebody edit, or only read, from now on; they are told by mail. For the depositor."""
        deposit, person = _to_share(request, deposit_id)
        role = read_body(request, RoleInput)["role"]
        try:
            changed = change_role(actor=person, deposit_id=deposit.pk, grant_id=member, role=role)
        except Grant.DoesNotExist as error:
            raise Http404 from error
        shown = next((each for each in members_of(deposit, person) if each.grant_id == changed.pk), None)
        if shown is None:
            raise Http404
        return Response(_member(deposit, shown, person))

    @extend_schema(operation_id="removePerson", responses={204: None})
    def delete(self, request: Request, deposit_id: UUID, member: int) -> Response:
        """Take somebody away, or leave: the depositor ends any, everybody their own. They are out at once."""
        (deposit, _datasets), person = deposit_of(request, deposit_id), person_of(request)
        try:
            end_membership(actor=person, deposit_id=deposit.pk, grant_id=member)
        except Grant.DoesNotExist as error:
            raise Http404 from error
        return Response(status=204)


class Invitations(ApiView):
    """`/deposits/<id>/invitations/`."""

    scopes: ClassVar[dict[str, str]] = {"GET": SHARE, "POST": SHARE}

    @extend_schema(operation_id="listInvitations", responses=InvitationList)
    def get(self, request: Request, deposit_id: UUID) -> Response:
        """Those that wait for an answer. For the depositor."""
        deposit, _person = _to_share(request, deposit_id)
        return Response({"results": [_asked(deposit, each) for each in invitations_of(deposit)]})

    @extend_schema(operation_id="invitePerson", request=InvitationInput, responses={201: InvitationShape})
    def post(self, request: Request, deposit_id: UUID) -> Response:
        """Ask somebody in by mail, to edit or to read. For the depositor.

        Nobody learns whether the address has an account. The same address again is sent another mail with another
        link, and the one before is void.
        """
        deposit, person = _to_share(request, deposit_id)
        wanted = read_body(request, InvitationInput)
        if leads_somewhere(wanted["note"]):
            words = _("Leave out addresses and numbers: they do not go into an invitation.")
            raise BodyInvalid(words, [Fault("/note", "note-leads-somewhere", words)], code="note-leads-somewhere")
        invitation = invite(
            actor=person, deposit_id=deposit.pk, email=wanted["email"], role=wanted["role"], note=wanted["note"]
        )
        told = _asked(deposit, Asked(invitation, has_ended=False))
        return Response(told, status=201, headers={"Location": told["url"]})


class OneInvitation(ApiView):
    """`/deposits/<id>/invitations/<key>/`."""

    scopes: ClassVar[dict[str, str]] = {"DELETE": SHARE}

    @extend_schema(operation_id="withdrawInvitation", responses={204: None})
    def delete(self, request: Request, deposit_id: UUID, invitation: UUID) -> Response:
        """Make its link void at once, and forget the address. For the depositor."""
        deposit, person = _to_share(request, deposit_id)
        try:
            withdraw_invitation(actor=person, deposit_id=deposit.pk, key=invitation)
        except Invitation.DoesNotExist as error:
            raise Http404 from error
        return Response(status=204)


def _to_share(request: Request, deposit_id: UUID) -> tuple[Deposit, Person]:
    """A deposit about whose people the person decides. Raises ``Http404``, and ``NotAllowed`` for its other people."""
    (deposit, _datasets), person = deposit_of(request, deposit_id), person_of(request)
    require(person, Action.SHARE, deposit)
    return deposit, person


def _member(deposit: Deposit, shown: Member, reader: Person) -> dict[str, Any]:
    """Mail addresses are for the depositor alone."""
    may_share = can(reader, Action.SHARE, deposit)
    return {
        "id": shown.grant_id,
        "url": url("api-person", deposit.pk, shown.grant_id),
        "name": shown.name,
        "email": shown.email if may_share or shown.is_own else None,
        "role": shown.role,
        "since": shown.since,
        "is_you": shown.is_own,
        "dataset": shown.dataset.key if shown.dataset else None,
    }


def _asked(deposit: Deposit, shown: Asked) -> dict[str, Any]:
    invitation = shown.invitation
    return {
        "key": invitation.key,
        "url": url("api-invitation", deposit.pk, invitation.key),
        "email": invitation.email,
        "role": invitation.role,
        "expires": invitation.expires,
        "has_ended": shown.has_ended,
        "mails": invitation.issue,
    }
