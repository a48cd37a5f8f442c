"""Processes: what there is, what each takes and makes, what a job would cost."""

from typing import Any, ClassVar

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle

from compute.doors.rest import showing
from compute.doors.rest.refused import told
from compute.doors.rest.shapes import PriceInput, PriceShape, ProcessList, ProcessShape
from compute.processes.registry import processes
from compute.services.asking import wait_for_price
from compute.services.submitting import price_of
from repository.api.authentication import person_of
from repository.api.base import ApiView, OpenView
from repository.api.bodies import read_body
from repository.api.throttling import ByToken
from repository.models import TokenScope

SCOPE = TokenScope.COMPUTE.value


class Processes(OpenView):
    """`/compute/processes/`."""

    @extend_schema(operation_id="listProcesses", responses=ProcessList)
    def get(self, request: Request) -> Response:
        """The processes that can be run."""
        return Response({"results": [showing.process_line(each) for each in processes().values()]})


class OneProcess(OpenView):
    """`/compute/processes/<id>/`."""

    @extend_schema(operation_id="readProcess", responses=ProcessShape)
    def get(self, request: Request, process_id: str) -> Response:
        """A process: its inputs by JSON Schema, its outputs."""
        process = processes().get(process_id)
        if process is None:
            raise Http404
        return Response(showing.process_shown(process))


class ByPerson(BaseThrottle):
    """Prices that one person asks for, by whatever tokens."""

    wait_s = 0

    def allow_request(self, request: Request, view: object) -> bool:
        """Count this one."""
        self.wait_s = wait_for_price(person_of(request))
        return not self.wait_s

    def wait(self) -> float:
        """Seconds."""
        return self.wait_s


class Price(ApiView):
    """`/compute/processes/<id>/price/`."""

    scopes: ClassVar[dict[str, str]] = {"POST": SCOPE}
    throttle_classes = (ByToken, ByPerson)

    @extend_schema(operation_id="priceJob", request=PriceInput, responses=PriceShape)
    def post(self, request: Request, process_id: str) -> Response:
        """What a job with these inputs would take at most. Nothing begins."""
        given: Any = read_body(request, PriceInput)["inputs"]
        person = person_of(request)
        with told():
            price = price_of(process_id=process_id, given=given, actor=person)
        return Response(showing.price_shown(price, person))
