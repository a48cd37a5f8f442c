"""The fake zone answers as a real one did: 255 observations through the client that the product uses."""

import subprocess
import sys
from pathlib import Path

from tests.fakes.irods.server import running_irods
from tests.services.components import shared_folder

_OF_THE_SET_UP = "resources: "


def test_the_fake_answers_as_the_recorded_real_server_did(tmp_path: Path) -> None:
    recorded = shared_folder("irods") / "real_5.0.2.txt"
    files = tmp_path / "files"
    (files / "sub").mkdir(parents=True)
    (files / "f1.txt").write_text("one")
    (files / "sub" / "f2.txt").write_text("two")
    with running_irods(tmp_path / "vaults", resources=("demoResc", "replResc")) as fake:
        program = [sys.executable, str(recorded.with_name("conform.py")), str(fake.port), fake.password, str(files)]
        asked = subprocess.run(program, check=True, capture_output=True, text=True, timeout=120)
    found, wanted = _lines(asked.stdout), _lines(recorded.read_text())
    assert len(wanted) > 240
    assert found == wanted


def _lines(said: str) -> list[str]:
    return [line for line in said.splitlines() if not line.startswith(_OF_THE_SET_UP)]
