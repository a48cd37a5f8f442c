"""A data folder of another PostgreSQL is never opened; a backup carries everything over into the newer one."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.backup.container import read_whole
from config.embedded.postgres import Postgres, PostgresError, wheel_binaries
from tests.config.backup.conftest import Stocked, told
from tests.services.components import ROOT

pytestmark = pytest.mark.embedded
ELSEWHERE = {"DATABASE_URL", "CELERY_BROKER_URL", "DJANGO_SETTINGS_MODULE"}


@pytest.fixture
def home() -> Iterator[Path]:
    """The home of an embedded site, with a path short enough for sockets."""
    with tempfile.TemporaryDirectory(prefix="varve-", dir="/tmp") as folder:
        yield Path(folder)


def managed(home: Path, *words: object) -> subprocess.CompletedProcess[str]:
    """A command on an embedded site that is stopped."""
    given = {name: value for name, value in os.environ.items() if name not in ELSEWHERE} | {"VARVE_HOME": str(home)}
    command = [sys.executable, str(ROOT / "manage.py"), *map(str, words)]
    return subprocess.run(command, env=given, cwd="/", capture_output=True, text=True, check=False)


def test_a_folder_of_another_major_is_refused_with_what_to_do(tmp_path: Path) -> None:
    data = tmp_path / "postgres"
    data.mkdir()
    (data / "PG_VERSION").write_text("14\n")
    with pytest.raises(PostgresError) as refused:
        Postgres(wheel_binaries(), data, tmp_path).initialise(())
    words = str(refused.value)
    assert "written by PostgreSQL 14" in words
    assert "`backup` with the version of Varve before" in words
    assert "\n" not in words
    assert [path.name for path in data.iterdir()] == ["PG_VERSION"]


@pytest.mark.parametrize("command", ["serve", "backup", "restore"])
def test_every_command_that_starts_the_database_says_so_in_one_line(home: Path, command: str) -> None:
    (home / "postgres").mkdir()
    (home / "postgres" / "PG_VERSION").write_text("14\n")
    (home / "file").write_text("")
    done = managed(home, command, *([home / "file"] if command != "serve" else []))
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "written by PostgreSQL 14" in done.stderr


def test_a_backup_of_the_older_server_is_restored_into_the_embedded_one(stocked: Stocked, home: Path) -> None:
    told("backup", stocked.file)
    before = read_whole(stocked.file)
    done = managed(home, "restore", stocked.file)
    assert done.returncode == 0, done.stderr
    again = managed(home, "backup", home / "again", "--with-secret")
    assert again.returncode == 0, again.stderr
    after = read_whole(home / "again")
    assert after.manifest["postgresql"] >= max(18, before.manifest["postgresql"])
    assert after.manifest["migrations"] == before.manifest["migrations"]
    drafts = {name: found for name, found in before.members.items() if name.startswith("drafts/")}
    assert drafts
    assert {name: found for name, found in after.members.items() if name.startswith("drafts/")} == drafts
    assert "secret_key" in after.members
    refused = managed(home, "restore", home / "again")
    assert refused.returncode == 1
    assert "--force" in refused.stderr
