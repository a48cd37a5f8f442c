"""The demo's job asks for what the demo's casts hold."""

from pathlib import Path

import pytest

from compute.observations.reading import read
from compute.processes.divand.choosing import choose
from compute.processes.divand.request import Request
from compute.states import JobState
from config.demo.computing import CASTS, ask_for_fields
from config.demo.files import DEPTHS, STATIONS, netcdf_profiles
from tests.compute.people import published, site
from tests.factories import make_draft, make_person

__all__ = ["site"]


@pytest.mark.django_db
def test_the_demo_asks_for_a_field_of_its_casts(site: Path, tmp_path: Path) -> None:
    clara = make_person("clara")
    dataset = make_draft(clara, files={CASTS: netcdf_profiles()})
    published(dataset)

    job = ask_for_fields(dataset, clara)

    assert job.state == JobState.CREATED
    assert ask_for_fields(dataset, clara).pk == job.pk
    path = tmp_path / "casts.nc"
    path.write_bytes(netcdf_profiles())
    found = read(path, "application/x-netcdf", variable=job.inputs["variable"])
    assert len(choose(found, Request.of(job.inputs).choice)) == len(STATIONS) * len(DEPTHS)
