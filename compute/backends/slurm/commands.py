"""Slurm's commands, each with a time limit. What does not answer is away; what is refused for good is told apart."""

import os
import re
import subprocess
from collections.abc import Iterable, Sequence
from typing import Final

from compute.backends.base import BackendAway, BackendRefused
from compute.backends.slurm.capacity import FORM, Kind, kinds_of_text, max_array_size_of
from compute.backends.slurm.config import SlurmConfig
from compute.backends.slurm.judging import Handle
from compute.backends.slurm.queue import FIELDS, JSON_SINCE, NotUnderstood, Row, rows_of_json, rows_of_text
from compute.backends.slurm.script import Batch

NAMES_AT_ONCE: Final = 100
TEXT_SHOWN: Final = 300

_FOR_GOOD: Final = re.compile(
    "invalid (account|partition|qos|job array|feature|generic resource|node count)|invalid partition name"
    "|requested node configuration is not available|requested time limit is invalid|memory specification can not be"
    "|invalid account or account/partition|access/permission denied|unrecognized option|more processors requested"
    "|requested partition configuration not available",
    re.IGNORECASE,
)
"""What sbatch says of a job that it will never take. Anything else may pass: no answer, a full queue, a quota."""


class Commands:
    """sbatch, squeue, scancel, scontrol and sinfo of one cluster. All raise BackendAway."""

    def __init__(self, config: SlurmConfig) -> None:
        self.config = config
        self.reads_json: bool | None = None
        """Whether this squeue has a JSON worth asking for; None: it was not asked yet."""

    def sbatch(self, batch: Batch) -> int:
        """The number of the job that was taken. Raises BackendRefused."""
        told = self._ask("sbatch", "--parsable", said=batch.text)
        number = told.strip().split(";")[0]
        if not number.isdigit():
            raise BackendAway(f"sbatch answers without a number: {told[:TEXT_SHOWN]!r}.")
        return int(number)

    def squeue(self, names: Iterable[str]) -> list[Row]:
        """Our jobs of these names, ended ones too as long as the cluster remembers them."""
        wanted = sorted(names)
        rows: list[Row] = []
        for start in range(0, len(wanted), NAMES_AT_ONCE):
            rows += self._rows(wanted[start : start + NAMES_AT_ONCE])
        mine = os.getuid()
        return [row for row in rows if row.user == mine and row.name in set(wanted)]

    def squeue_of(self, handles: Iterable[Handle]) -> list[Row]:
        """Those of these handles: one question for all."""
        return self.squeue(name for handle in handles for name in handle.names)

    def _rows(self, names: Sequence[str]) -> list[Row]:
        which = ("--states=all", f"--user={os.getuid()}", f"--name={','.join(names)}")
        if self.reads_json is None:
            self.reads_json = version_of(self._ask("squeue", "--version")) >= JSON_SINCE
        if self.reads_json:
            try:
                return rows_of_json(self._ask("squeue", *which, "--json"))
            except NotUnderstood:
                self.reads_json = False
        try:
            return rows_of_text(self._ask("squeue", *which, "--noheader", "--array", f"--format={FIELDS}"))
        except NotUnderstood as error:
            raise BackendAway(str(error)) from error

    def scancel(self, jobs: Iterable[int]) -> None:
        """End them; those that are not there are no error."""
        numbers = [str(job) for job in jobs]
        if numbers:
            self._ask("scancel", "--quiet", *numbers, may_miss=True)

    def max_array_size(self) -> int:
        """One more than the last index of an array."""
        return max_array_size_of(self._ask("scontrol", "show", "config"))

    def kinds(self) -> list[Kind]:
        """The kinds of nodes of the partition."""
        chosen = (f"--partition={self.config.partition}",) if self.config.partition else ()
        return kinds_of_text(self._ask("sinfo", "--noheader", f"--format={FORM}", *chosen))

    def _ask(self, name: str, *words: str, said: str = "", may_miss: bool = False) -> str:
        command = [str(self.config.commands / name) if self.config.commands else name, *words]
        try:
            done = subprocess.run(
                command,
                check=False,
                capture_output=True,
                text=True,
                errors="replace",
                input=said,
                timeout=self.config.timeout_s,
                env=self._environment(),
                cwd="/",
            )
        except subprocess.TimeoutExpired as error:
            raise BackendAway(f"{name} did not answer within {self.config.timeout_s:g} s.") from error
        except OSError as error:
            raise BackendAway(f"{name} cannot be run here: {error.strerror}.") from error
        if done.returncode == 0 or (may_miss and "invalid job id" in done.stderr.lower()):
            return done.stdout
        text = " ".join(done.stderr.split())[-TEXT_SHOWN:]
        if name == "sbatch" and is_for_good(text):
            raise BackendRefused(f"The cluster refuses the job: {text}")
        raise BackendAway(f"{name} ended with {done.returncode}: {text}")

    def _environment(self) -> dict[str, str]:
        """Nothing of the site's own: a job gets what sbatch has, and sbatch reads options from variables too.

        With `--export=NONE` (or `NIL` before 23.02) each task would first wait for the account's shell.
        """
        conf = {"SLURM_CONF": str(self.config.conf)} if self.config.conf else {}
        return {"PATH": os.environ.get("PATH", "/usr/local/bin:/usr/bin:/bin"), "LANG": "C.UTF-8"} | conf


def is_for_good(text: str) -> bool:
    """Whether these words of the scheduler mean that it will never take the job as it is."""
    return _FOR_GOOD.search(text) is not None


def version_of(text: str) -> tuple[int, int]:
    """(22, 5) of `slurm-wlm 22.05.8`; (0, 0) where none is told."""
    found = re.search(r"(\d+)\.(\d+)", text)
    return (int(found[1]), int(found[2])) if found else (0, 0)
