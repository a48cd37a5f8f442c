"""The benchmark of observations runs by itself, small; how fast is not asked here."""

from pathlib import Path

import pytest

from benchmarks import observations
from tests.benchmarks.test_large_benchmarks import figures

pytestmark = [pytest.mark.slow, pytest.mark.drill]


def test_spreadsheets_and_netcdf_are_read_beside_plain_readers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BENCH_FOLDER", str(tmp_path))
    observations.main(observations.Plan(rows=500, values=500, size=100_000, rounds=1))
    figures(capsys.readouterr().out, 4)
