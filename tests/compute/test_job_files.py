"""M4: files of a job, by reference alone; rights are asked when it is submitted and again when they are copied."""

import os
from pathlib import Path
from typing import Any

import pytest

from compute.jobdir import make_folders
from compute.placing import place_file
from compute.processes.base import InputRefused, Process
from compute.queries import results_of
from compute.states import JobState
from repository.errors import NotAllowed
from repository.models import AccessPolicy, DataFile, Dataset, Grant, Role
from tests.compute.people import asked, ended, published, site
from tests.factories import make_draft, make_person

__all__ = ["site"]
pytestmark = pytest.mark.django_db


def reference(dataset: Dataset, path: str = "oxygen.csv", **more: Any) -> dict[str, Any]:
    return {"dataset": dataset.suffix, "path": path, **more}


def test_a_file_of_a_public_layer_is_read_by_anybody(site: Path, troubles: Process) -> None:
    dataset = make_draft(make_person("alice"))
    layer = published(dataset)

    job = ended(asked(make_person("bob"), "troubles", source=reference(dataset, layer=layer.number)))

    assert job.state == JobState.SUCCEEDED, job.message
    assert (results_of(job) / "told.txt").read_bytes() == b"station,depth_m,oxygen_umol_kg\nA1,10,251.2\n"
    assert (job.access, job.files.get().snapshot) == (AccessPolicy.OPEN, layer)


def test_who_may_not_read_a_file_is_refused_at_once(site: Path, troubles: Process) -> None:
    alice, bob = make_person("alice"), make_person("bob")
    dataset = make_draft(alice)
    published(dataset, access=AccessPolicy.RESTRICTED)

    with pytest.raises(NotAllowed):
        asked(bob, "troubles", source=reference(dataset))
    assert asked(alice, "troubles", source=reference(dataset)).access == AccessPolicy.RESTRICTED


def test_rights_that_end_meanwhile_end_the_job(site: Path, troubles: Process) -> None:
    bob = make_person("bob")
    dataset = make_draft(make_person("alice"))
    published(dataset, access=AccessPolicy.RESTRICTED)
    grant = Grant.objects.create(person=bob, role=Role.FILES, dataset=dataset)
    job = asked(bob, "troubles", source=reference(dataset))
    grant.delete()

    assert ended(job).state == JobState.FAILED
    assert "may not read" in job.message
    assert not job.outputs.exists()


def test_a_draft_of_others_is_not_even_there(site: Path, troubles: Process) -> None:
    alice = make_person("alice")
    dataset = make_draft(alice)
    draft = {"draft": str(dataset.key), "path": "oxygen.csv"}

    assert asked(alice, "troubles", source=draft).access == AccessPolicy.RESTRICTED
    with pytest.raises(InputRefused) as refused:
        asked(make_person("bob"), "troubles", source=draft)
    assert refused.value.rule == "no-such-file"


def test_a_file_that_is_another_one_is_not_read(site: Path, troubles: Process) -> None:
    alice = make_person("alice")
    dataset = make_draft(alice)
    DataFile.objects.filter(draft_places__dataset=dataset).update(sha256="0" * 64)

    job = ended(asked(alice, "troubles", source={"draft": str(dataset.key), "path": "oxygen.csv"}))

    assert (job.state, job.error_type) == (JobState.FAILED, "Data")
    assert "is not what it was" in job.message


@pytest.mark.parametrize(
    "value",
    [
        "oxygen.csv",
        "http://169.254.169.254/latest/meta-data",
        {"href": "file:///etc/passwd"},
        {"dataset": "1", "path": "/etc/passwd", "sha256": "0"},
        {"dataset": ["1"], "path": "oxygen.csv"},
        {"dataset": "1", "path": "oxygen.csv", "layer": "newest"},
        {"path": "0/oxygen.csv", "sha256": "0" * 64, "bytes": 1, "media_type": "text/csv"},
        {"draft": "../../", "path": "oxygen.csv"},
        {"dataset": "1", "path": "../../../etc/passwd"},
        [],
    ],
)
def test_nothing_but_a_reference_leads_to_a_file(site: Path, troubles: Process, value: Any) -> None:
    with pytest.raises(InputRefused) as refused:
        asked(make_person("alice"), "troubles", source=value)
    assert refused.value.input == "source"
    assert refused.value.rule in {"reference", "no-such-file", "href"}


def test_folders_of_a_job_are_its_account_s_alone_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        make_folders(tmp_path / "jobs" / "one")
        place_file(Path(__file__), tmp_path / "jobs" / "one", "source/a.py")
    finally:
        os.umask(before)
    made = [path for path in tmp_path.rglob("*") if path.is_dir()]
    assert len(made) == 7
    assert {path.stat().st_mode & 0o777 for path in made} == {0o700}
