"""The fake zone answers as a real one did: 255 observations through the client that the product uses."""

import shlex
import subprocess
import sys
from pathlib import Path

from pytest_django import Settings

from archive.stores.opening import open_store
from config.settings.environment import Environment
from config.settings.replicas import replicas_of
from tests.archive.irods.content import NAME, PACKAGE, SHA256
from tests.fakes.irods.server import running_irods
from tests.services.components import ROOT, shared_folder

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


def test_a_zone_to_try_says_how_a_site_finds_it(tmp_path: Path, source: Path, settings: Settings) -> None:
    program = [sys.executable, "-m", "tests.fakes.irods", "--port", "0", "--folder", str(tmp_path / "vaults")]
    with subprocess.Popen(program, cwd=ROOT, stdout=subprocess.PIPE, text=True) as zone:
        assert zone.stdout is not None
        said = dict(shlex.split(zone.stdout.readline())[1].split("=", 1) for _ in range(3))
        found = replicas_of(Environment(said), home=tmp_path)
        settings.ARCHIVE_REPLICAS, settings.ARCHIVE_REPLICA_SECRETS = found.urls, found.secrets
        assert set(found.urls) == {"second", "zone"}
        store = open_store("zone")
        assert store.put_file(PACKAGE, NAME, source, sha256=SHA256)
        assert store.sha256_of(PACKAGE, NAME) == SHA256
        zone.terminate()


def _lines(said: str) -> list[str]:
    return [line for line in said.splitlines() if not line.startswith(_OF_THE_SET_UP)]
