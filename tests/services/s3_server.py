"""A real S3 server for the suite: Ceph's gateway over one monitor and one store in memory, on ports of its own.

Debian's radosgw, ceph-mon, ceph-osd and ceph-common. Everything is a child on a leash and lies in one folder.
"""

import os
import subprocess
import time
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from string import Template
from typing import Final

from config.embedded.child import Child, Program
from tests.services.components import missing
from tests.services.site import free_port

PROGRAMS: Final = ("ceph-mon", "ceph-osd", "radosgw", "radosgw-admin", "ceph", "monmaptool")
PATIENCE_S: Final = 60.0
MEMORY: Final = 3 * 1024**3
"""Bytes that the store takes at most; what lies there is real memory."""

_SETTINGS: Final = Template("""[global]
fsid = $fsid
mon host = [v1:127.0.0.1:$mon_port/0]
auth cluster required = none
auth service required = none
auth client required = none
public addr = 127.0.0.1
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pgp num = 1
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
osd crush update on start = false
osd class update on start = false
mon allow pool size one = true
mon max pg per osd = 1000
mon warn on pool no redundancy = false
ms bind ipv6 = false
osd objectstore = memstore
memstore device bytes = $memory
run dir = $folder/run
admin socket = $folder/run/$$name.asok
log file =
log to file = false
log to stderr = true
err to stderr = true
mon cluster log to file = false
mon data = $folder/mon
osd data = $folder/osd0
paxos propose interval = 0.05
mon osd initial require min compat client = luminous
[client.radosgw]
rgw frontends = beast endpoint=127.0.0.1:$port
rgw data = $folder/rgw
rgw enable usage log = false
rgw enable gc threads = false
rgw enable lc threads = false
rgw dynamic resharding = false
rgw thread pool size = 32
rgw init timeout = 60
""")


@dataclass(frozen=True)
class S3Server:
    """Where it listens, and the keys of its one user."""

    port: int
    access_key: str
    secret_key: str
    gateway: Child
    admin: Callable[..., str] = field(repr=False)
    """``radosgw-admin`` with these words: what it says."""

    @property
    def endpoint(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"


def has_s3() -> bool:
    """Whether this machine can run one."""
    return os.geteuid() == 0 and all(_found(name) for name in PROGRAMS)


@contextmanager
def running_s3(folder: Path) -> Iterator[S3Server]:
    """The server, from an empty folder. Skips by name where Ceph is not installed."""
    if not has_s3():
        missing("Ceph", "install Debian's radosgw, ceph-mon, ceph-osd and ceph-common, as root")
    folder.mkdir(parents=True)
    for name in ("mon", "osd0", "run", "rgw"):
        (folder / name).mkdir()
    port, mon_port, fsid = free_port(), free_port(), str(uuid.uuid4())
    (folder / "ceph.conf").write_text(
        _SETTINGS.substitute(fsid=fsid, mon_port=mon_port, port=port, folder=folder, memory=MEMORY)
    )
    with ExitStack() as children:
        cluster = _Cluster(folder, children)
        cluster.begin_monitor(fsid, mon_port)
        cluster.begin_store()
        gateway = cluster.begin_gateway(port)
        keys = ("varve-test", uuid.uuid4().hex)
        cluster.ask("radosgw-admin", "user", "create", "--uid=varve", "--display-name=varve",
                    f"--access-key={keys[0]}", f"--secret-key={keys[1]}")  # fmt: skip
        yield S3Server(port, *keys, gateway, partial(cluster.ask, "radosgw-admin"))


class _Cluster:
    """The parts of one cluster in one folder."""

    def __init__(self, folder: Path, children: ExitStack) -> None:
        self._folder = folder
        self._children = children
        self._named = ("-c", str(folder / "ceph.conf"))

    def begin_monitor(self, fsid: str, port: int) -> None:
        """The one that knows who belongs to it."""
        monmap = str(self._folder / "monmap")
        address = f"[v1:127.0.0.1:{port}]"
        self.ask("monmaptool", "--create", "--clobber", "--addv", "a", address, "--fsid", fsid, monmap, is_named=False)
        self.ask("ceph-mon", "--mkfs", "-i", "a", "--monmap", monmap)
        monitor = self.run("ceph-mon", "-i", "a", "-f")
        _wait(monitor, lambda: self.says("health", "ceph", "--connect-timeout", "1", "-s"))

    def begin_store(self) -> None:
        """The one that keeps the bytes, in memory."""
        key = str(uuid.uuid4())
        self.ask("ceph", "osd", "new", key)
        self.ask("ceph-osd", "-i", "0", "--mkfs", "--osd-uuid", key)
        self.ask("ceph", "osd", "crush", "add", "osd.0", "1.0", "root=default", "host=here")
        store = self.run("ceph-osd", "-i", "0", "-f")
        _wait(store, lambda: self.says("1 up", "ceph", "osd", "stat"))

    def begin_gateway(self, port: int) -> Child:
        """The one that speaks S3."""
        gateway = self.run("radosgw", "-n", "client.radosgw", "-f")
        _wait(gateway, lambda: _answers(port))
        return gateway

    def run(self, name: str, *arguments: str) -> Child:
        """A server until the end."""
        child = Child(Program(name, (_found(name), *self._named, *arguments)), self._folder / f"{name}.log")
        child.start()
        self._children.callback(child.stop)
        return child

    def ask(self, name: str, *arguments: str, is_named: bool = True) -> str:
        """What one command answers. A young monitor may refuse a first word (EPERM): it is said again."""
        command = [_found(name), *(self._named if is_named else ()), *arguments]
        for _time in range(20):
            done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=PATIENCE_S)
            if "EPERM" not in done.stderr:
                break
            time.sleep(0.2)
        if done.returncode:
            raise RuntimeError(f"{' '.join(command)}: {done.stderr[-500:]}")
        return done.stdout

    def says(self, words: str, name: str, *arguments: str) -> bool:
        """Whether one command answers now, and so."""
        try:
            return words in self.ask(name, *arguments)
        except RuntimeError:
            return False


def _found(name: str) -> str:
    places = (Path(folder) / name for folder in ("/usr/bin", "/usr/sbin"))
    return next((str(place) for place in places if place.exists()), "")


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=2) as answer:
            return b"ListAllMyBucketsResult" in answer.read()
    except OSError:
        return False


def _wait(child: Child, ready: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE_S
    while not ready():
        status = child.ended()
        if status is not None or time.monotonic() > until:
            raise RuntimeError(f"{child.program.name} does not start ({status}): {child.last_line()}")
        time.sleep(0.05)
