"""A result, a request and a log that would be a page of their own stay text on the page of the job."""

from hashlib import sha256
from pathlib import Path

import netCDF4
import numpy as np
import pytest

from compute.jobdir import make_folders, write_whole
from compute.models import Job
from compute.queries import folder_of, results_of
from compute.states import JobState
from repository.models import Person
from tests.compute.pages.test_forms import signed_in
from tests.compute.people import site
from tests.compute.test_job_moves import a_job
from tests.factories import make_person

__all__ = ["site"]
pytestmark = pytest.mark.django_db

EVIL = "\"'></svg><script>alert(1)</script><img src=x onerror=alert(2)>"


def hostile(path: Path, deepest: float) -> None:
    """A grid whose every word is markup."""
    with netCDF4.Dataset(path, "w") as data:
        for name, values in {"lat": [40.0, 41, 42], "lon": [3.0, 4, 5], "depth": [0.0, deepest]}.items():
            data.createDimension(name, len(values))
            variable = data.createVariable(name, "f8", (name,))
            variable[:] = values
            variable.units = {"lat": "degrees_north", "lon": "degrees_east", "depth": "m"}[name]
            variable.long_name = EVIL
        data["depth"].positive = "down"
        data["depth"].axis = "Z"
        field = data.createVariable("v", "f8", ("depth", "lat", "lon"))
        field[:] = np.arange(18).reshape(2, 3, 3)
        field.long_name, field.units = EVIL, EVIL


def shown(person: Person, job: Job) -> str:
    answer = signed_in(person).get(f"/compute/jobs/{job.pk}/")
    assert answer.status_code == 200
    assert "public" not in answer.get("Cache-Control", "")
    return str(answer.text)


@pytest.mark.parametrize("deepest", [10.0, np.nan, np.inf])
def test_words_of_a_result_are_words(site: Path, deepest: float) -> None:
    alice = make_person("alice")
    job = a_job(JobState.SUCCEEDED, owner=alice)
    Job.objects.filter(pk=job.pk).update(inputs={"text": EVIL})
    results_of(job).mkdir(parents=True)
    path = results_of(job) / "field.nc"
    hostile(path, deepest)
    told = {"sha256": sha256(path.read_bytes()).hexdigest(), "size": path.stat().st_size}
    job.outputs.create(output="field", name="field.nc", media_type="application/x-netcdf", **told)
    text = shown(alice, job)
    assert "&lt;script&gt;alert(1)" in text
    assert "data:image/png" in text or deepest != 10.0, "it is drawn"
    assert "<script>alert" not in text
    assert "<img src=x" not in text


def test_words_of_a_failure_and_of_a_log_are_words(site: Path) -> None:
    alice = make_person("alice")
    job = a_job(JobState.FAILED, owner=alice, error_type="Data", message=EVIL, tasks=1)
    place(site, job, f"SECRET_KEY=abc\nopen {folder_of(job)}/in/a.nc and /srv/varve/secret/b.nc\n\x1b[2J{EVIL}\n")
    text = shown(alice, job)
    assert text.count("&lt;script&gt;alert(1)") >= 2
    assert "<script>alert" not in text
    assert "SECRET_KEY=..." in text
    assert "open in/a.nc and .../b.nc" in text
    assert "abc" not in text.partition("SECRET_KEY=")[2][:20]
    assert str(site) not in text
    assert "\x1b" not in text


def place(site: Path, job: Job, said: str) -> None:
    """A log, of a job that the local backend knows."""
    make_folders(folder_of(job))
    (site / "backend").mkdir(exist_ok=True)
    (folder_of(job) / "log" / "merge.err").write_text(said)
    write_whole(site / "backend" / f"{job.pk}.json", {"folder": str(folder_of(job))})
