"""Requests that no client of ours sends: each is refused in words, none ends as a fault of the site."""

from typing import Any

import pytest
from django.test import Client

from compute.hrefs import MOST, without_hrefs
from compute.processes.base import InputRefused
from compute.processes.divand.process import Divand
from compute.services import submitting
from repository.models import Person
from tests.compute.doors.programs import alice, api, site
from tests.compute.people import published
from tests.factories import make_draft
from tests.repository.api.program import Program

__all__ = ["alice", "api", "site"]
pytestmark = pytest.mark.django_db

BOX = {"bbox": [0, 40, 8, 46]}


@pytest.mark.parametrize("said", ["9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z/..", "0001-01-01T00:00:00+14:00"])
def test_the_last_moment_of_all_is_a_moment(api: Program, said: str) -> None:
    assert api.get(f"/ogcapi/processes/jobs?datetime={said.replace('+', '%2B')}").status_code in (200, 400)


@pytest.mark.parametrize(
    "address", ["/compute/divand/?dataset=%00", "/compute/?dataset=%00", "/compute/divand/?job=%00"]
)
def test_a_name_that_nothing_can_have_is_not_there(alice: Person, client: Client, address: str) -> None:
    client.force_login(alice)
    assert client.get(f"/compute/{address}").status_code == 404


@pytest.mark.parametrize("path", ["datasets/%00/", "datasets/1%00/", "doi/10.5072/%00"])
def test_an_address_with_a_nul_leads_nowhere(settings: Any, path: str) -> None:
    with pytest.raises(InputRefused) as refused:
        without_hrefs(Divand(), {"observations": [{"href": f"{settings.SITE_URL}/{path}"}]})
    assert refused.value.rule in ("href", "no-such-file")


@pytest.mark.parametrize("given", [{"\ud800": 1}, {"text": "\ud800"}, {"text": "\x00"}])
def test_half_a_character_is_refused(api: Program, given: dict[str, Any]) -> None:
    for address, body in (
        ("processes/echo/price/", {"inputs": given}),
        ("jobs/", {"process": "echo", "inputs": given}),
    ):
        assert api.post(f"/api/v1/compute/{address}", body).status_code in (400, 422)


@pytest.mark.parametrize("step", [5e-324, 1e-300])
def test_a_step_of_nearly_nothing_is_too_fine(alice: Person, step: float) -> None:
    draft = make_draft(alice, files={"a.csv": b"station\nA1\n"})
    given = {"observations": [{"draft": str(draft.key), "path": "a.csv"}], "variable": "x", "bbox": BOX}
    with pytest.raises(InputRefused) as refused:
        submitting.price_of(process_id="divand", given=given | {"years": [2000, 2001], "step_lon": step}, actor=alice)
    assert refused.value.input == "step_lon"


def test_a_short_request_does_not_stand_for_millions_of_files(
    alice: Person, django_assert_max_num_queries: Any
) -> None:
    dataset = make_draft(alice, files={"a.csv": b"station\nA1\n", "b.csv": b"station\nB1\n"})
    published(dataset)
    many = [{"href": f"doi:{dataset.doi}"}] * 20_000
    with django_assert_max_num_queries(1_000), pytest.raises(InputRefused) as refused:
        without_hrefs(Divand(), {"observations": many})
    assert refused.value.rule == "maxOccurs"
    assert len(without_hrefs(Divand(), {"observations": many[: MOST // 2]})["observations"]) == MOST


def test_nobody_makes_the_site_look_up_ten_thousand_files(alice: Person, django_assert_max_num_queries: Any) -> None:
    files = [{"dataset": "1", "path": str(number)} for number in range(10_000)]
    given = {"observations": files, "variable": "x", "bbox": BOX, "years": [2000, 2001]}
    with django_assert_max_num_queries(10), pytest.raises(InputRefused) as refused:
        submitting.price_of(process_id="divand", given=given, actor=alice)
    assert refused.value.rule in ("maxOccurs", "no-such-file")
