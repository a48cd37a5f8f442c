"""The benchmark runs by itself and measures what it says; how fast is not asked here."""

import json

import pytest

from benchmarks import oai_harvest
from benchmarks.reporting.figures import figure


def test_a_figure_is_one_line_with_medians_and_the_median_ratio() -> None:
    line = figure("pages", unit="records/s", ours=[10.0, 30.0, 20.0], peers=[20.0, 30.0, 80.0])
    assert json.loads(line) == {"name": "pages", "value": 20.0, "unit": "records/s", "peer": 30.0, "ratio": 0.5}


@pytest.mark.slow
def test_the_site_and_the_limit_are_filled_compared_and_measured(
    postgres: str, capsys: pytest.CaptureFixture[str]
) -> None:
    oai_harvest.main(oai_harvest.Plan(size=500, rounds=2, pages=4, deep=3, deep_pages=2))
    figures = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [set(found) for found in figures] == [{"name", "value", "unit", "peer", "ratio"}] * 4
    assert all(found["value"] > 0 and found["peer"] > 0 for found in figures)
