"""The benchmarks of large files and of landing pages run by themselves; how fast is not asked here."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

from benchmarks import landing_page

pytestmark = [pytest.mark.slow, pytest.mark.drill]

SMALL = "from benchmarks.large_files import Plan, main; main(Plan(3_000_000, 3_000_000, sendings=2, keepings=2))"

TUS = "from benchmarks.tus import Plan, main; main(Plan(3_000_000, rounds=2))"


def figures(said: str, count: int) -> None:
    """As many lines as expected, each a figure above nothing."""
    found = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    assert [set(each) for each in found] == [{"name", "value", "unit", "peer", "ratio"}] * count
    assert all(each["value"] > 0 and each["peer"] > 0 for each in found)


@pytest.mark.parametrize(("program", "count"), [(SMALL, 2), (TUS, 1)], ids=["the form", "tus"])
def test_files_are_sent_and_kept_by_both_sides(postgres: str, program: str, count: int) -> None:
    environment = {**os.environ, "DATABASE_URL": postgres, "PYTHONPATH": str(settings.BASE_DIR)}
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    figures(done.stdout, count)


def test_landing_pages_are_read_beside_the_trivial_view(postgres: str, capsys: pytest.CaptureFixture[str]) -> None:
    landing_page.main(landing_page.Plan(size=45, rounds=2, requests=5))
    figures(capsys.readouterr().out, 3)
