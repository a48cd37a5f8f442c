"""Private links for reviewers: the list, making one, revoking it. An address is told once, to whom made it."""

from typing import Any, ClassVar, Final
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from repository.access import Action, require
from repository.api.authentication import person_of
from repository.api.base import SHARE, ApiView
from repository.api.bodies import read_body
from repository.api.entrance import deposit_of
from repository.api.links import url
from repository.api.problems import BodyInvalid, Fault
from repository.api.shapes.team import LinkInput, LinkList, NewLinkShape
from repository.errors import WrongState
from repository.models import Dataset, Deposit, Person, ReviewerLink
from repository.queries.reviewer_links import LinkLine, link_line, links_of
from repository.services.reviewer_links import make_link, revoke_link

_OF_THE_DAY: Final = frozenset({"day-has-passed", "day-too-far"})


class ReviewerLinks(ApiView):
    """`/deposits/<id>/reviewer-links/`."""

    scopes: ClassVar[dict[str, str]] = {"GET": SHARE, "POST": SHARE}

    @extend_schema(operation_id="listReviewerLinks", responses=LinkList)
    def get(self, request: Request, deposit_id: UUID) -> Response:
        """The private links of a deposit, without their addresses. For those who edit it."""
        deposit, _person = _to_link(request, deposit_id)
        return Response({"results": [_shown(deposit, each) for each in links_of(deposit)]})

    @extend_schema(operation_id="makeReviewerLink", request=LinkInput, responses={201: NewLinkShape})
    def post(self, request: Request, deposit_id: UUID) -> Response:
        """Make a private link. Its `address` is told in this answer alone; whoever has it sees what it shows.

        With hidden authors, files are withheld until they were looked through: see the link's page.
        """
        deposit, person = _to_link(request, deposit_id)
        wanted = read_body(request, LinkInput)
        key = wanted.pop("dataset")
        try:
            link = make_link(actor=person, deposit_id=deposit.pk, dataset_key=key, **wanted)
        except Dataset.DoesNotExist as error:
            raise _refused("dataset", "dataset-unknown", _("This dataset is not in the deposit.")) from error
        except WrongState as refusal:
            if refusal.code in _OF_THE_DAY:
                raise _refused("last_day", refusal.code, refusal.sentence) from refusal
            raise
        line = link_line(link)
        told = {**_shown(deposit, line), "address": line.address}
        return Response(told, status=201, headers={"Location": told["url"]})


class OneReviewerLink(ApiView):
    """`/deposits/<id>/reviewer-links/<link>/`."""

    scopes: ClassVar[dict[str, str]] = {"DELETE": SHARE}

    @extend_schema(operation_id="revokeReviewerLink", responses={204: None})
    def delete(self, request: Request, deposit_id: UUID, link: UUID) -> Response:
        """Nobody comes in by it from now on. Revoking one that has ended changes nothing."""
        deposit, person = _to_link(request, deposit_id)
        try:
            revoke_link(actor=person, deposit_id=deposit.pk, key=link)
        except ReviewerLink.DoesNotExist as error:
            raise Http404 from error
        return Response(status=204)


def _to_link(request: Request, deposit_id: UUID) -> tuple[Deposit, Person]:
    """A deposit for which the person makes links. Raises ``Http404``, and ``NotAllowed`` for who may only read it."""
    (deposit, _datasets), person = deposit_of(request, deposit_id), person_of(request)
    require(person, Action.LINK, deposit)
    return deposit, person


def _refused(member: str, code: str, words: str) -> BodyInvalid:
    return BodyInvalid(words, [Fault(f"/{member}", code, words)], code=code)


def _shown(deposit: Deposit, line: LinkLine) -> dict[str, Any]:
    link, dataset = line.link, line.link.grant.dataset
    return {
        "key": link.key,
        "url": url("api-reviewer-link", deposit.pk, link.key),
        "page": url("deposit-link", deposit.pk, link.key),
        "label": link.label,
        "dataset": dataset.key if dataset else None,
        "hides_authors": link.hides_authors,
        "may_download": link.may_download,
        "last_day": line.last_day,
        "is_live": line.is_live,
        "made_by": link.made_by.name,
        "created": link.created,
        "opened": link.opened,
        "last_opened": link.last_opened,
    }
