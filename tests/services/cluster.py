"""A real cluster of one node for the suite: Debian's munged, slurmctld and slurmd on this machine's loopback.

Own key, own ports, own folder; no accounting, no cgroups. Everything but the tasks themselves is a child on a leash;
what a task left behind is ended by the variable that names this cluster's file.
"""

import os
import secrets
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Final

from config.embedded.child import Child, Program
from tests.services.components import missing
from tests.services.site import free_port

PROGRAMS: Final = ("/usr/sbin/munged", "/usr/sbin/slurmctld", "/usr/sbin/slurmd", "/usr/bin/sbatch")
JWT: Final = Path("/usr/lib/x86_64-linux-gnu/slurm-wlm/auth_jwt.so")
PATIENCE_S: Final = 60.0
MAX_ARRAY_SIZE: Final = 5
"""Small, so that a few tasks are more than an array can have."""

_CONF: Final = Template("""ClusterName=varve
SlurmctldHost=localhost(127.0.0.1)
SlurmctldPort=$control_port
SlurmdPort=$node_port
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$folder/munge.sock
CredType=cred/munge
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
SlurmdParameters=config_overrides
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/linux
JobAcctGatherFrequency=task=1
JobAcctGatherParams=OverMemoryKill
AccountingStorageType=accounting_storage/none
JobCompType=jobcomp/none
SwitchType=switch/none
MpiDefault=none
ReturnToService=2
SchedulerType=sched/builtin
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
SchedulerParameters=batch_sched_delay=0,sched_min_interval=0,sched_interval=1
MinJobAge=300
MaxArraySize=$max_array_size
KillWait=1
MessageTimeout=30
NodeName=localhost NodeAddr=127.0.0.1 CPUs=8 RealMemory=8000 State=UNKNOWN
PartitionName=debug Nodes=ALL Default=YES MaxTime=60 State=UP
""")


@dataclass(frozen=True)
class Cluster:
    """A running cluster; `control` may be stopped and started again."""

    folder: Path
    control: Child

    @property
    def conf(self) -> Path:
        """By which its commands find it."""
        return self.folder / "slurm.conf"

    def says(self, name: str, *words: str) -> str:
        """What a command answers; empty where it does not."""
        try:
            done = subprocess.run(
                [f"/usr/bin/{name}", *words],
                check=False,
                capture_output=True,
                text=True,
                timeout=10,
                env=os.environ | {"SLURM_CONF": str(self.conf)},
            )
        except subprocess.TimeoutExpired:
            return ""
        return done.stdout

    def is_idle(self) -> bool:
        """Whether its node waits for jobs."""
        return "idle" in self.says("sinfo", "--noheader", "--format=%T")

    def start_control(self) -> None:
        """Bring the controller back, with what it had kept."""
        self.control.start()
        wait_for(self.control, lambda: bool(self.says("sinfo", "--noheader")))


def has_slurm() -> bool:
    """Whether this machine can run one."""
    return os.geteuid() == 0 and all(Path(program).exists() for program in PROGRAMS)


@contextmanager
def running_cluster(folder: Path) -> Iterator[Cluster]:
    """The cluster, from an empty folder. Skips by name where Slurm is not installed."""
    if not has_slurm():
        missing("Slurm", "install Debian's munge, slurmctld, slurmd and slurm-client, as root")
    for name in ("state", "spool"):
        (folder / name).mkdir(parents=True)
    folder.chmod(0o755)  # munged wants a folder that others may enter
    conf = _CONF.substitute(
        folder=folder, control_port=free_port(), node_port=free_port(), max_array_size=MAX_ARRAY_SIZE
    )
    (folder / "slurm.conf").write_text(conf + _tokens(folder))
    munge, control, node = _children(folder)
    try:
        munge.start()
        wait_for(munge, (folder / "munge.sock").exists)
        control.start()
        node.start()
        cluster = Cluster(folder, control)
        wait_for(control, cluster.is_idle)
        yield cluster
    finally:
        for child in (control, node, munge):
            child.stop()
        _end_tasks(folder / "slurm.conf")


def _tokens(folder: Path) -> str:
    """Lines of slurm.conf by which the controller takes tokens signed with `jwt.key`, where the plugin is there."""
    if not JWT.exists():
        return ""
    key = folder / "jwt.key"
    key.touch(mode=0o600)
    key.write_bytes(secrets.token_bytes(32))
    return f"AuthAltTypes=auth/jwt\nAuthAltParameters=jwt_key={key}\n"


def _children(folder: Path) -> tuple[Child, Child, Child]:
    key = folder / "munge.key"
    key.touch(mode=0o600)
    key.write_bytes(secrets.token_bytes(1024))
    files = {"key-file": "key", "socket": "sock", "pid-file": "pid", "log-file": "log", "seed-file": "seed"}
    munge = (PROGRAMS[0], "--foreground", "--force", *(f"--{name}={folder}/munge.{end}" for name, end in files.items()))
    commands = {"munged": munge, "slurmctld": (PROGRAMS[1], "-D"), "slurmd": (PROGRAMS[2], "-D", "-N", "localhost")}
    env = {"SLURM_CONF": str(folder / "slurm.conf")}
    grace = {"slurmd": 0.5, "slurmctld": 60.0}  # one would wait for tasks that are being ended, one keeps its queue
    begun = [
        Child(Program(name, words, env=env, grace_s=grace.get(name, 5.0)), folder / f"{name}.log")
        for name, words in commands.items()
    ]
    return begun[0], begun[1], begun[2]


def _end_tasks(conf: Path) -> None:
    """Tasks and those who watch over them go on without their daemons: they are known by the file's name."""
    mark = f"SLURM_CONF={conf}".encode()
    for path in Path("/proc").glob("[0-9]*/environ"):
        with suppress(OSError):
            if mark in path.read_bytes().split(b"\0"):
                os.kill(int(path.parent.name), signal.SIGKILL)


def wait_for(child: Child, ready: Callable[[], bool]) -> None:
    """Until it is; fails with what the child said instead."""
    until = time.monotonic() + PATIENCE_S
    while not ready():
        status = child.ended()
        if status is not None or time.monotonic() > until:
            raise RuntimeError(f"{child.program.name} does not start ({status}): {child.last_line()}")
        time.sleep(0.05)
