"""The notebook of DIVAnd, before a site with one published dataset of observations, tells what it says (M12)."""

import json
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient

from compute.models import Job
from repository.models import Person
from tests.clients.surroundings import FOLDER, alice, closed_token, during, nobody_asked_too_often, site, url
from tests.compute.people import published
from tests.factories import make_draft, make_person
from tests.services.components import ROOT

__all__ = ["alice", "nobody_asked_too_often", "site", "url"]
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

NOTEBOOK = ROOT / "docs" / "notebooks" / "divand.ipynb"


def observations() -> bytes:
    """Sixty casts of a smooth salinity, some of them twice, and one value that cannot be."""
    lot = np.random.RandomState(3)
    rows = []
    for number in range(60):
        lon, lat = lot.uniform(3, 6), lot.uniform(41.5, 44)
        for depth in (5, 20, 50):
            value = 37 + np.sin(lon) + 0.5 * np.cos(lat) + depth / 200 + 0.02 * lot.randn()
            rows.append(f"{lon:.4f},{lat:.4f},{depth},2026-07-15T12:00:00,{value:.3f},S{number}")
    head = "longitude,latitude,depth [m],time,sea_water_practical_salinity [1],station"
    return "\n".join([head, *rows, *rows[:9], "4.5,42.7,5,2026-07-15T12:00:00,45.0,S99", ""]).encode()


def test_it_runs_from_its_first_cell_to_its_last(
    url: str, alice: Person, settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings.PACKAGE_FILES = "tests.clients.surroundings.draft_file"
    dataset = make_draft(make_person("bob"), files={"casts/july 2026.csv": observations()})
    published(dataset)
    for name, value in {
        "VARVE_URL": url,
        "VARVE_TOKEN": closed_token(alice),
        "VARVE_DATASET": f"{url}/datasets/{dataset.suffix}/",
        "PYTHONPATH": str(FOLDER),
        "MPLCONFIGDIR": str(tmp_path),
        "IPYTHONDIR": str(tmp_path / "ipython"),
    }.items():
        monkeypatch.setenv(name, value)
    read: Any = nbformat.read  # which has no types
    notebook = read(NOTEBOOK, as_version=4)

    during(NotebookClient(notebook, timeout=200, resources={"metadata": {"path": str(tmp_path)}}).execute)

    told = json.dumps(notebook.cells)
    job = Job.objects.get()
    assert job.inputs["years"] == [2026, 2026]
    assert "InputRefused step_lon exclusiveMinimum" in told
    assert "190 rows, 9 of them there before" in told
    assert "45.0" in told, "the value that cannot be is told"
    assert told.count("image/png") == 2
    assert NOTEBOOK.stat().st_size < 50_000
