"""The benchmarks of the archive run by themselves; how fast is not asked here."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from benchmarks import packaging, packaging_small, replication
from tests.benchmarks.test_large_benchmarks import figures

pytestmark = [pytest.mark.slow, pytest.mark.drill]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BENCH_FOLDER", str(tmp_path))
    for module in (packaging, packaging_small, replication):
        monkeypatch.setattr(module, "ROUNDS", 1)


def test_a_large_file_is_packaged_beside_openssl(capsys: pytest.CaptureFixture[str]) -> None:
    packaging.main(3_000_000)
    figures(capsys.readouterr().out, 3)


def test_small_files_are_packaged_beside_bagit(capsys: pytest.CaptureFixture[str]) -> None:
    packaging_small.main(40)
    figures(capsys.readouterr().out, 5)


def test_a_package_is_copied_beside_cp(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replication, "FEW", 40)
    replication.main(3_000_000)
    figures(capsys.readouterr().out, 2)


def test_a_great_audit_is_scheduled_beside_a_small_one(postgres: str) -> None:
    environment = {**os.environ, "DATABASE_URL": postgres, "PYTHONPATH": str(settings.BASE_DIR)}
    command = [sys.executable, "-m", "benchmarks.audit_schedule", "5000"]
    done = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    figures(done.stdout, 2)
