"""`python -m config.tooling.system`: the Debian packages that the whole suite wants, where this user may install them.

Without root or apt nothing happens, and the tests that need one say so by name.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

COMPONENTS = {
    "postgresql-15": Path("/usr/lib/postgresql/15/bin/postgres"),
    "chromium": Path("/usr/bin/chromium"),
    "nginx-light": Path("/usr/sbin/nginx"),
    "ceph-mon": Path("/usr/bin/ceph-mon"),
    "ceph-osd": Path("/usr/bin/ceph-osd"),
    "radosgw": Path("/usr/bin/radosgw"),
    "ceph-common": Path("/usr/bin/ceph"),
    "munge": Path("/usr/sbin/munged"),
    "slurm-client": Path("/usr/bin/sbatch"),
    "slurmctld": Path("/usr/sbin/slurmctld"),
    "slurmd": Path("/usr/sbin/slurmd"),
    "slurmrestd": Path("/usr/sbin/slurmrestd"),
    "slurm-wlm-jwt-plugin": Path("/usr/lib/x86_64-linux-gnu/slurm-wlm/auth_jwt.so"),
    "fonts-dejavu-core": Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"),
}
"""Package -> the file by which it is known to be there."""

SPARING = {"chromium-headless-shell": Path("/usr/bin/chromium-headless-shell")}
"""What makes the suite shorter, where this Debian has it."""

POLICY = Path("/usr/sbin/policy-rc.d")
"""Asked by Debian before a package starts a service; 101 means: not now."""


def install() -> None:
    """Install what is missing; no service is started. Ends the program where apt fails."""
    missing, sparing = _missing_of(COMPONENTS), _missing_of(SPARING)
    apt = shutil.which("apt-get", path="/usr/bin:/bin")
    if not (missing or sparing) or apt is None or os.geteuid() != 0:
        return
    with _no_service_started():
        if missing:
            print(f"Installing {', '.join(missing)} ...", flush=True)
            for command in (["update"], ["install", *missing]):
                told = _failure_of(apt, command)
                if told is not None:
                    sys.exit(f"{told[-2000:]}\napt-get {command[0]} failed: see the lines above.")
        if sparing:
            _failure_of(apt, ["install", *sparing])


def _missing_of(components: dict[str, Path]) -> list[str]:
    return [package for package, known_by in components.items() if not known_by.exists()]


@contextmanager
def _no_service_started() -> Iterator[None]:
    held = not POLICY.exists()
    if held:
        POLICY.write_text("#!/bin/sh\nexit 101\n")
        POLICY.chmod(0o755)
    try:
        yield
    finally:
        if held:
            POLICY.unlink(missing_ok=True)


def _failure_of(apt: str, command: list[str]) -> str | None:
    """What apt said, if it failed."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}
    with tempfile.TemporaryFile("w+") as told:
        whole = [apt, command[0], "--yes", "--no-install-recommends", *command[1:]]
        if subprocess.run(whole, check=False, env=environment, stdout=told, stderr=told).returncode == 0:
            return None
        told.seek(0)
        return told.read()


if __name__ == "__main__":
    install()
