"""The process of one file in docs/compute.md is installed as it stands there, and runs."""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from compute.processes.registry import processes
from tests.services.components import ROOT


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A package with the file and the entry point of the documentation, beside the site's own."""
    text = (ROOT / "docs" / "compute.md").read_text()
    part = text[text.index("\n## A process in one file") :]
    toml, code = (re.findall(rf"```{kind}\n(.*?)```", part, re.DOTALL)[0] for kind in ("toml", "python"))
    folder = tmp_path / "package"
    info = folder / "our_processes-1.0.dist-info"
    info.mkdir(parents=True)
    (folder / "our_processes.py").write_text(code)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: our-processes\nVersion: 1.0\n")
    entry = re.sub(r'"', "", toml.partition("\n")[2])
    (info / "entry_points.txt").write_text(f"[varve.processes]\n{entry}")
    monkeypatch.setenv("PYTHONPATH", str(folder))
    monkeypatch.syspath_prepend(str(folder))
    processes.cache_clear()
    yield
    processes.cache_clear()
    sys.modules.pop("our_processes", None)


@pytest.mark.usefixtures("package")
def test_the_example_computes_what_it_says_and_refuses_what_it_cannot(tmp_path: Path) -> None:
    (tmp_path / "inputs.json").write_text(json.dumps({"decimals": 1}))
    told = ["--inputs", str(tmp_path / "inputs.json"), "--out", str(tmp_path / "out"), "--slots", "1"]
    for name, lines in (("a", "1\n2\n"), ("b", "6.5\n"), ("empty", "")):
        (tmp_path / f"{name}.csv").write_text(lines)
    files = [f"--file=source={tmp_path / name}.csv" for name in ("a", "b")]

    call_command("process_run", "mean", *told, *files)

    assert (tmp_path / "out" / "mean.txt").read_text() == "3.2\n"
    with pytest.raises(CommandError, match="the table is empty"):
        call_command("process_run", "mean", *told, f"--file=source={tmp_path}/empty.csv")
