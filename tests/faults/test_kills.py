"""A worker killed in any step of the pipeline changes nothing of the end."""

from pathlib import Path
from typing import Any

import pytest

from tests.faults.road import Surroundings, end_state, today, walk

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("broker")]

UNDISTURBED: dict[str, Any] = {}

KILLS = [
    {
        "repository.consumers.read_file": 1,
        "moderation.consumers.open_review": 1,
        "repository.consumers.freeze": 1,
        "archive.consumers.write_package": 4,
        "repository.consumers.register": 2,
        "repository.consumers.publish": 1,
        "repository.consumers.tell_published": 1,
    },
    {
        "repository.consumers.read_file": 3,
        "moderation.consumers.tell_moderators": 1,
        "repository.consumers.freeze": 2,
        "archive.consumers.plan_copies": 1,
        "archive.consumers.copy_replica": 5,
        "repository.consumers.publish": 2,
        "archive.consumers.seal_events": 3,
    },
]
KILLS.append(KILLS[0] | KILLS[1])
"""For each walk, in which consumers a worker is killed, and before which commit or file operation inside it; a commit
has a point before it and one after it. (Each consumer alone, at every point: `test_every_point`.)
"""


@pytest.fixture
def surroundings(tmp_path: Path, settings: Any) -> Surroundings:
    mails = tmp_path / "mails"
    mails.mkdir()
    return Surroundings(mails=mails)


@pytest.fixture(autouse=True)
def _clean_stores(tmp_path: Path, settings: Any) -> None:
    """Each run has an archive and a replica of its own, for the test and its workers alike."""
    addresses = {name: (tmp_path / name).as_uri() for name in ("archive", "second", "storage")}
    for name in addresses:
        (tmp_path / name).mkdir()
    settings.ARCHIVE_URL, settings.STORAGE_URL = addresses["archive"], addresses["storage"]
    settings.ARCHIVE_REPLICAS = {"second": addresses["second"]}


@pytest.mark.whole_way
def test_an_undisturbed_dataset_walks_the_road_with_a_real_worker(surroundings: Surroundings) -> None:
    UNDISTURBED.update(end_state(walk(surroundings), surroundings), day=today())
    assert UNDISTURBED["state"] == ("published", "public", ["pole:ocean", "licence:open:CC-BY-4.0"])
    assert UNDISTURBED["faults"] == ()
    assert UNDISTURBED["replicas"] == [True]
    assert UNDISTURBED["held"] == 0
    assert UNDISTURBED["debris"] == []
    assert len(UNDISTURBED["mails"]) == 3  # to the moderator, of the decision, of the publication


@pytest.mark.parametrize(
    "kills",
    [*(pytest.param(kills, marks=pytest.mark.drill) for kills in KILLS[:2]), KILLS[2]],
    ids=["first", "second", "both"],
)
def test_a_worker_killed_in_each_of_some_steps_leaves_the_end_as_it_would_have_been(
    kills: dict[str, int], surroundings: Surroundings
) -> None:
    if UNDISTURBED.get("day") != today():
        pytest.skip("the undisturbed run is of another day, or did not pass")
    disturbed = end_state(walk(surroundings, kills=kills), surroundings)
    assert disturbed == {name: value for name, value in UNDISTURBED.items() if name != "day"}
