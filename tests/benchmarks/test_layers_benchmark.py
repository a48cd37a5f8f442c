"""The benchmark of layers runs by itself, small; how fast is not asked here, what a series takes on disk is."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from tests.benchmarks.test_large_benchmarks import figures


@pytest.mark.drill
def test_months_of_layers_cost_what_changed(postgres: str, tmp_path: Path) -> None:
    environment = {
        **os.environ, "DATABASE_URL": postgres, "PYTHONPATH": str(settings.BASE_DIR), "BENCH_FOLDER": str(tmp_path)
    }  # fmt: skip
    small = ["--files", "30", "--size", "600000", "--months", "3", "--compared", "2000", "--layers", "30"]
    command = [sys.executable, "-m", "benchmarks.layers", *small]
    done = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    figures(done.stdout, 9)
