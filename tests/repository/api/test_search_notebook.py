"""The cells of the notebook and the lines of the book of the search do, before the real site, what they say."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from repository.queries.catalogue_index import catalogue_reader
from repository.services.synthetic import make_synthetic_datasets
from tests.factories import make_pole
from tests.repository.tus.web import served
from tests.services.components import ROOT, missing

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

NOTEBOOK, BOOK = ROOT / "docs" / "notebooks" / "search.ipynb", ROOT / "docs" / "search.md"


@pytest.fixture
def surroundings(tmp_path: Path, settings: Any) -> Iterator[dict[str, str]]:
    """The environment of somebody before a site with a few datasets, which its index knows."""
    settings.CATALOGUE_INDEX = tmp_path / "catalogue"
    make_pole("ocean")
    make_synthetic_datasets(size=23, seed=1)
    assert catalogue_reader().followed
    with served(tmp_path, CATALOGUE_INDEX=str(settings.CATALOGUE_INDEX)) as port:
        yield {**os.environ, "VARVE_URL": f"http://localhost:{port}"}


def test_the_notebook_searches_walks_and_makes_a_table(surroundings: dict[str, str], tmp_path: Path) -> None:
    if not Path("/usr/bin/curl").exists():
        missing("curl", "install Debian's curl")
    cells = [cell for cell in json.loads(NOTEBOOK.read_text())["cells"] if cell["cell_type"] == "code"]
    told = run([sys.executable, "-"], "\n\n".join("".join(cell["source"]) for cell in cells), surroundings, tmp_path)
    assert "23 datasets in all" in told
    assert "23 different ones of 23 taken" in told
    assert "published,doi,title" in told
    assert "asked again: 304" in told
    lines = "\n".join(re.findall(r"```sh\n(.*?)```", BOOK.read_text(), re.DOTALL))
    told = run(["bash", "-euo", "pipefail", "-s"], lines, surroundings, tmp_path)
    assert json.loads(told)["query"] == "oxygen"
    assert (tmp_path / "oxygen.bib").read_text().startswith("% Varve")


def run(command: list[str], given: str, surroundings: dict[str, str], folder: Path) -> str:
    done = subprocess.run(
        command, input=given, env=surroundings, cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
