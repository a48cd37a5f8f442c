"""`make run` on a bare machine: a fresh copy of the tree, PATH with Python, make and git only, an empty HOME."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from config.embedded.readiness import web_answers
from tests.services.components import ROOT, missing
from tests.services.processes import all_gone, descendants, wait_until
from tests.services.site import STOPS, free_port

pytestmark = [pytest.mark.slow, pytest.mark.embedded, pytest.mark.timeout(900)]

STRANGER = 54_321
"""A user id that no account has."""
MADE = {".venv", "build", "node_modules", "var"}


@dataclass
class BareMachine:
    """A copy of the tree and the little that it may use."""

    folder: Path
    python: Path
    user: int | None

    @property
    def tree(self) -> Path:
        return self.folder / "tree"

    def prepare(self) -> None:
        for name in ("bin", "home", "tree"):
            (self.folder / name).mkdir()
        (self.folder / "bin" / "python3.11").symlink_to(self.python)
        for tool in ("make", "git"):
            (self.folder / "bin" / tool).symlink_to(shutil.which(tool) or f"/usr/bin/{tool}")
        listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
        for name in subprocess.run(listed, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0"):
            if name and (ROOT / name).is_file():
                (self.tree / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, self.tree / name)
        if self.user is not None:
            self.folder.chmod(0o755)
            for path in [self.folder, *self.folder.rglob("*")]:
                os.chown(path, self.user, self.user, follow_symlinks=False)

    def make_run(self, port: int, said: Path) -> "subprocess.Popen[bytes]":
        ours = ("VARVE_", "ARCHIVE_", "DATABASE_URL", "CELERY_", "DJANGO_", "VIRTUAL_ENV", "PYTHON", "CI")
        environment = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        environment |= {"PATH": str(self.folder / "bin"), "HOME": str(self.folder / "home"), "PORT": str(port)}
        environment["PIP_NO_COMPILE"] = "1"  # what is imported is compiled then
        with said.open("wb") as out:
            return subprocess.Popen(
                [str(self.folder / "bin" / "make"), "run"],
                cwd=self.tree,
                env=environment,
                stdout=out,
                stderr=out,
                user=self.user,
                group=self.user,
                extra_groups=[] if self.user is not None else None,
                start_new_session=True,
            )


@pytest.fixture(params=["this user", pytest.param("an ordinary user", marks=pytest.mark.drill)])
def machine(request: pytest.FixtureRequest) -> Iterator[BareMachine]:
    python, user = Path(sys.base_prefix) / "bin" / "python3.11", None
    if request.param == "an ordinary user":
        if os.getuid() != 0:
            pytest.skip("the suite itself runs as an ordinary user")
        python, user = _python_for_everybody(python), STRANGER
    with tempfile.TemporaryDirectory(prefix="varve-", dir="/tmp", ignore_cleanup_errors=True) as folder:
        bare = BareMachine(Path(folder), python, user)
        bare.prepare()
        yield bare


def _python_for_everybody(own: Path) -> Path:
    """A Python 3.11 that an ordinary user can run, and that can make virtual environments."""
    usable = [python for python in (own, Path("/usr/bin/python3.11")) if _works_for_a_stranger(python)]
    if not usable:
        missing("a Python 3.11 for everybody", "install python3.11-venv")
    return usable[0]


def _works_for_a_stranger(python: Path) -> bool:
    asked = [str(python), "-c", "import ensurepip"]
    with suppress(OSError):
        return subprocess.run(asked, user=STRANGER, group=STRANGER, check=False, cwd="/").returncode == 0
    return False


def test_make_run_alone_ends_with_a_working_site_and_demo_content(machine: BareMachine) -> None:
    before = {path.name for path in machine.tree.iterdir()}
    port, said = free_port(), machine.folder / "first.out"
    running = machine.make_run(port, said)
    try:
        wait_until(lambda: STOPS in said.read_text() or running.poll() is not None, 600)
        assert STOPS in said.read_text(), said.read_text()
        assert "researcher@varve.localhost" in said.read_text()
        assert "not complete" not in said.read_text(), _log_of(machine, "seed_demo")
        assert web_answers(port, "localhost")
        assert {path.name for path in machine.tree.iterdir()} - before <= MADE
        assert (machine.tree / "var").stat().st_mode & 0o077 == 0
    finally:
        _interrupt(running)
    second, said = free_port(), machine.folder / "second.out"
    running = machine.make_run(second, said)
    try:
        assert wait_until(lambda: web_answers(second, "localhost"), 60)
    finally:
        _interrupt(running)


def _interrupt(running: "subprocess.Popen[bytes]") -> None:
    """Ctrl-C: the terminal sends SIGINT to make and to everything in its process group."""
    tree = descendants(running.pid)
    if running.poll() is None:
        os.killpg(running.pid, signal.SIGINT)
    running.wait(30)
    left = all_gone(tree)
    for process in left:
        os.kill(process.pid, signal.SIGKILL)
    assert left == []


def _log_of(machine: BareMachine, name: str) -> str:
    path = machine.tree / "var" / "log" / f"{name}.log"
    return path.read_text()[-3000:] if path.exists() else ""
