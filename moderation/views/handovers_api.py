"""What data centres' programs ask and answer, with the token of their letter: part of the API under `/handovers/`.

The token opens one handover and nothing else; personal tokens and cookies open nothing here.
"""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from moderation.models import Handover
from moderation.queries.handovers import handover_of_bearer, has_ended, notice_of
from moderation.services.handover_answers import acknowledge, decline, integrate
from repository.api.base import OpenView
from repository.api.bodies import read_body
from repository.api.shapes.inputs import RealText, Strict
from repository.errors import TokenRefused


class NothingInput(Strict):
    """An empty object."""


class IntegrationInput(Strict):
    """Under what, and where, the centre holds the data."""

    identifier = RealText(max_length=300, help_text="As readers of your catalogue find it: a DOI, a local identifier.")
    address = RealText(max_length=500, required=False, default="", allow_blank=True, help_text="A page on the web.")


class RefusalInput(Strict):
    """Why the centre does not take it."""

    reason = RealText(lines=True, max_length=2000)


class HandoverShape(serializers.Serializer[Any]):
    """A handover: what it is, why it came, where its bytes are, where to answer."""

    handover = serializers.URLField()
    state = serializers.CharField(help_text="`offered`, `acknowledged`, `integrated` or `declined`.")
    centre = serializers.CharField()
    why = serializers.DictField(child=serializers.CharField())
    transfer = serializers.DictField(child=serializers.CharField(), help_text="What the licence says to it.")
    access_until = serializers.DateField(allow_null=True)
    dataset = serializers.DictField()
    layer = serializers.DictField(help_text="Its files are fetched with the same header.")
    answers = serializers.DictField(child=serializers.URLField())
    integrated_as = serializers.CharField(allow_null=True)


class HandoverView(OpenView):
    """What all of them share: the token alone says who asks."""

    authentication_classes = ()
    security = ({"handover": []},)

    def handover(self, request: Request, key: UUID) -> Handover:
        """The handover that the token opens. Raises ``TokenRefused``; whether a key is there, nobody learns."""
        scheme, _space, text = request.headers.get("Authorization", "").strip().partition(" ")
        token = text.strip() if scheme.lower() == "bearer" else ""
        if not token:
            words = _("Show the token of your letter: Authorization: Bearer …")
            raise TokenRefused(words, code="token-missing")
        found = handover_of_bearer(key, token)
        if found is not None:
            return found
        if has_ended(key, token):
            words = _("This access has ended. Ask the repository for a new letter.")
            raise TokenRefused(words, code="token-expired")
        raise TokenRefused(_("This token does not open this handover. Take that of the newest letter."))


def _told(handover: Handover) -> Response:
    return Response(notice_of(handover))


class OneHandover(HandoverView):
    """`/handovers/<key>/`."""

    @extend_schema(operation_id="readHandover", responses=HandoverShape)
    def get(self, request: Request, handover: UUID) -> Response:
        """What was handed over to your centre. With the token of its letter.

        The first thousand files are listed; `checksums` lists any number.
        """
        return _told(self.handover(request, handover))


class Acknowledgement(HandoverView):
    """`/handovers/<key>/acknowledgement/`."""

    @extend_schema(operation_id="acknowledgeHandover", request=NothingInput, responses=HandoverShape)
    def post(self, request: Request, handover: UUID) -> Response:
        """Say that your centre has the files. Saying it again changes nothing."""
        found = self.handover(request, handover)
        read_body(request, NothingInput)
        acknowledge(handover_id=found.pk)
        return _told(self.handover(request, handover))


class Integration(HandoverView):
    """`/handovers/<key>/integration/`."""

    @extend_schema(operation_id="integrateHandover", request=IntegrationInput, responses=HandoverShape)
    def post(self, request: Request, handover: UUID) -> Response:
        """Say under which identifier your centre holds the data: readers see it on the page of the dataset.

        Saying the same again changes nothing; another identifier is refused (409).
        """
        found = self.handover(request, handover)
        said = read_body(request, IntegrationInput)
        integrate(handover_id=found.pk, identifier=said["identifier"], address=said["address"])
        return _told(self.handover(request, handover))


class Refusal(HandoverView):
    """`/handovers/<key>/refusal/`."""

    @extend_schema(operation_id="refuseHandover", request=RefusalInput, responses=HandoverShape)
    def post(self, request: Request, handover: UUID) -> Response:
        """Say that your centre does not take the data, and why: the provider reads it."""
        found = self.handover(request, handover)
        decline(handover_id=found.pk, reason=read_body(request, RefusalInput)["reason"])
        return _told(self.handover(request, handover))
