"""A real worker killed while it talks to DataCite changes nothing of the end: one DOI, findable, with our address."""

from pathlib import Path

import pytest
from pytest_django import Settings

from repository.models import DoiAttempt
from repository.queries.editions import landing_url
from repository.registrars import turns
from tests.fakes.datacite.server import FakeDataCite
from tests.faults.road import Surroundings, walk
from tests.repository.registrars.conftest import OURS
from tests.repository.registrars.site import dois_of, held

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("broker")]

KILLS = [
    {"repository.consumers.want_doi": 1, "repository.consumers.reserve_doi": 1, "repository.consumers.register": 1},
    {"repository.consumers.reserve_doi": 3, "repository.consumers.register": 3},
    {"repository.consumers.register": 4},
]
"""For each walk, in which consumers a worker is killed, and on which side of a commit inside it: 1 is before the turn
at DataCite is taken (``want_doi`` takes none), 3 is after DataCite answered and before it is written down, 4 is after.
"""


@pytest.fixture
def workers(
    datacite: FakeDataCite, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Surroundings:
    """Workers take turns at DataCite, as those of a site do."""
    settings.DOI_REQUESTS_A_MINUTE = 300
    monkeypatch.setattr(turns, "FIRST_PAUSE_S", 4.0)
    (tmp_path / "mails").mkdir()
    return Surroundings(mails=tmp_path / "mails")


@pytest.mark.parametrize(
    "kills",
    [pytest.param(KILLS[0], marks=pytest.mark.drill), KILLS[1], pytest.param(KILLS[2], marks=pytest.mark.drill)],
    ids=["before", "between", "after"],
)
def test_a_worker_killed_while_it_talks_to_datacite_leaves_one_findable_doi(
    datacite: FakeDataCite, workers: Surroundings, kills: dict[str, int]
) -> None:
    dataset = walk(workers, kills=kills)
    doi = held(datacite, dataset)
    assert (doi.state, doi.url, doi.owner) == ("findable", landing_url(dataset), OURS.user)
    assert dois_of(datacite, dataset) == list(datacite.registry.dois)
    assert {seen.doi for seen in datacite.asked("PUT")} == {dataset.doi}
    last = DoiAttempt.objects.filter(dataset=dataset).latest("id")
    assert (last.action, last.outcome) == ("publish", "findable")
