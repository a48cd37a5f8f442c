"""The fake itself: started as a program it prints what to set, and speaks like the recorded answers of DataCite."""

import json
import subprocess
import sys
import urllib.request

from repository.registrars.datacite import DataCiteRegistrar
from repository.registrars.datacite_client import DataCiteClient
from tests.fakes.datacite.server import FakeDataCite
from tests.repository.registrars.conftest import OURS, PREFIX
from tests.services.components import ROOT, shared_folder


def test_the_program_prints_the_variables_with_which_a_site_registers() -> None:
    command = [sys.executable, "-m", "tests.fakes.datacite", "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as program:
        try:
            assert program.stdout is not None
            told = dict(program.stdout.readline().strip().partition("=")[::2] for _ in range(5))
            client = DataCiteClient(
                url=told["DATACITE_URL"],
                user=told["DATACITE_USER"],
                password=told["DATACITE_PASSWORD"].strip("'"),
                timeout_s=5,
            )
            doi = f"{told['DOI_PREFIX']}/1"
            agency = DataCiteRegistrar(client)
            assert agency.reserve(doi=doi, url="https://data.example.org/datasets/1/").outcome == "made"
            assert agency.reserve(doi=doi, url="https://data.example.org/datasets/1/").outcome == "ours"
            assert agency.reserve(doi=doi, url="https://data.example.org/datasets/2/").outcome == "taken"
            assert agency.resolves is False
        finally:
            program.terminate()


def test_its_answers_have_the_shape_of_recorded_ones(fake: FakeDataCite) -> None:
    folder = shared_folder("standards") / "records" / "datacite-json"
    recorded = json.loads((folder / "api.datacite.org-dois-zenodo.8347772.json").read_text())["data"]
    fake.registry.create(OURS, {"doi": f"{PREFIX}/1", "url": "https://data.example.org/"}).state = "findable"
    with urllib.request.urlopen(f"{fake.url}/dois/{PREFIX}/1") as answer:
        told = json.load(answer)["data"]
    assert set(told) <= set(recorded)
    assert set(told["attributes"]) <= set(recorded["attributes"])
    assert told["relationships"]["client"]["data"]["type"] == recorded["relationships"]["client"]["data"]["type"]
    assert (told["type"], told["attributes"]["state"]) == (recorded["type"], recorded["attributes"]["state"])
