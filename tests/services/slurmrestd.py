"""A real slurmrestd before the suite's cluster: as another user, since it refuses to be root, and with tokens."""

import base64
import hashlib
import hmac
import json
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from config.embedded.child import Child, Program
from tests.services.cluster import JWT, Cluster, wait_for
from tests.services.components import missing
from tests.services.site import free_port

PROGRAM: Final = "/usr/sbin/slurmrestd"
USER: Final = "nobody"
LIFE_S: Final = 3600


@dataclass(frozen=True)
class Slurmrestd:
    """Where it listens, and the file of a token for root."""

    url: str
    socket: Path
    token: Path


@contextmanager
def running_slurmrestd(cluster: Cluster) -> Iterator[Slurmrestd]:
    """In a folder that its user may enter. Skips by name where it is not installed."""
    if not (Path(PROGRAM).exists() and JWT.exists()):
        missing("slurmrestd", "install Debian's slurmrestd and slurm-wlm-jwt-plugin")
    with tempfile.TemporaryDirectory(prefix="varve-rest-") as made:
        folder, port = Path(made), free_port()
        folder.chmod(0o711)
        shutil.chown(folder, USER)
        conf = folder / "slurm.conf"
        shutil.copy(cluster.conf, conf)
        there = Slurmrestd(f"http://127.0.0.1:{port}", folder / "rest.sock", folder / "token")
        there.token.touch(mode=0o600)
        there.token.write_text(signed(cluster, "root"))
        listens = (f"127.0.0.1:{port}", f"unix:{there.socket}")
        command = (PROGRAM, "-u", USER, "-s", "openapi/v0.0.38,openapi/v0.0.37", "-a", "rest_auth/jwt", "-f", str(conf))
        env = {"SLURM_CONF": str(conf), "SLURM_JWT": "daemon"}
        child = Child(Program("slurmrestd", (*command, *listens), env=env), folder / "slurmrestd.log")
        child.start()
        try:
            wait_for(child, there.socket.exists)
            yield there
        finally:
            child.stop()


def signed(cluster: Cluster, user: str, life_s: int = LIFE_S) -> str:
    """A token as `scontrol token` makes it."""
    now = int(time.time())
    parts = ({"alg": "HS256", "typ": "JWT"}, {"exp": now + life_s, "iat": now - 1, "sun": user})
    text = b".".join(_plain(json.dumps(part).encode()) for part in parts)
    key = (cluster.folder / "jwt.key").read_bytes()
    return (text + b"." + _plain(hmac.new(key, text, hashlib.sha256).digest())).decode()


def _plain(told: bytes) -> bytes:
    return base64.urlsafe_b64encode(told).rstrip(b"=")
