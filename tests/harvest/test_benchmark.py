"""The benchmark of harvesting runs by itself and measures what it says; how fast is not asked here."""

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from benchmarks import oai_harvest
from benchmarks.harvesting.catalogue import record
from benchmarks.harvesting.written import iso19115_3, iso19139, oai_dc, pairs
from benchmarks.peers import environments, pycsw
from benchmarks.reporting.figures import figure
from tests.services.components import shared_folder


def test_a_figure_is_one_line_with_medians_and_the_median_ratio() -> None:
    line = figure("pages", unit="records/s", ours=[10.0, 30.0, 20.0], peers=[20.0, 30.0, 80.0])
    assert json.loads(line) == {"name": "pages", "value": 20.0, "unit": "records/s", "peer": 30.0, "ratio": 0.5}


def test_the_catalogue_is_the_one_that_peers_were_measured_on() -> None:
    found = importlib.util.spec_from_file_location("gen", shared_folder("perf") / "gen.py")
    assert found is not None
    assert found.loader is not None
    generator: Any = importlib.util.module_from_spec(found)
    found.loader.exec_module(generator)
    for number in (0, 1, 77, 99_999):
        assert json.dumps(record(number)) == json.dumps(generator.record(number))


def test_every_record_is_written_as_xml_in_every_form() -> None:
    documents = [record(number) for number in range(40)]
    assert any(document["bbox"] is None for document in documents)
    for document in documents:
        for write in (oai_dc, iso19139, iso19115_3):
            root = etree.fromstring(write(document))
            assert document["title"] in {element.text for element in root.iter()}
        assert dict(pairs(document))["publisher"] == document["publisher"]


def test_a_peer_that_cannot_be_installed_is_absent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(environments, "PLACE", tmp_path / "a file" / "below")
    (tmp_path / "a file").write_text("")
    assert environments.python_of("pycsw", ("pycsw==2.6.2",)) is None
    assert "pycsw: peer absent" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("postgres://varve:secret@127.0.0.1:54320/x", "postgresql://varve:secret@127.0.0.1:54320/x"),
        ("postgres://varve@%2Ftmp%2Fsocket/varve", "postgresql://varve@/varve?host=/tmp/socket"),
    ],
)
def test_pycsw_is_told_where_the_database_is(tmp_path: Path, address: str, told: str) -> None:
    assert f"database={told}" in pycsw.settings(tmp_path, port=8000, address=address).read_text().splitlines()


@pytest.mark.slow
@pytest.mark.drill
def test_the_site_and_the_limit_are_filled_compared_and_measured(
    postgres: str, capsys: pytest.CaptureFixture[str]
) -> None:
    oai_harvest.main(oai_harvest.Plan(size=500, rounds=2, page_runs=2, has_peers=False))
    figures = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [set(found) for found in figures] == [{"name", "value", "unit", "peer", "ratio"}] * (4 + 7)
    assert all(found["value"] > 0 and found["peer"] > 0 for found in figures)
