"""What a site says about its cluster: the SLURM_* settings as one value. Nothing a user says comes here."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

CODE: Final = Path(__file__).resolve().parents[3]
"""The folder in which the package `compute` lies."""

WORD: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.+-]*")
"""Names of a partition, an account, a quality of service."""

PATH: Final = re.compile(r"/[A-Za-z0-9_.,+@=/-]*")
"""Paths that may stand in a script: no blank, no quote, no `%` (Slurm replaces it), nothing that a shell reads."""


@dataclass(frozen=True, slots=True)
class SlurmConfig:
    """`commands`: the folder of sbatch and the others, else those of PATH; `code` and `python` are of the nodes.

    Seconds: `timeout_s` for one command (they wait for minutes where the controller is down), `grace_s` for a status
    that does not come. `rest_url`: slurmrestd is asked instead of the commands, as `rest_user` and with the token in
    the file `rest_token`, or by the socket `unix:///...` that knows who calls; it does not tell how long an array may
    be, hence `max_array_size`. `runs_graphs`: nodes have Dask, and may call sbatch. Raises ValueError.
    """

    commands: Path | None = None
    conf: Path | None = None
    partition: str = ""
    account: str = ""
    qos: str = ""
    python: str = "/usr/bin/python3"
    code: str = field(default=str(CODE))
    max_parallel: int = 64
    timeout_s: float = 20.0
    grace_s: float = 120.0
    rest_url: str = ""
    rest_user: str = ""
    rest_token: Path | None = None
    max_array_size: int = 1001
    runs_graphs: bool = False

    def __post_init__(self) -> None:
        for name in ("partition", "account", "qos", "rest_user"):
            value = getattr(self, name)
            if value and not WORD.fullmatch(value):
                raise ValueError(f"{name} is no name that Slurm knows: {value!r}.")
        for name in ("python", "code"):
            check_path(getattr(self, name))
        if self.max_parallel < 1 or self.timeout_s <= 0 or self.grace_s < 0:
            raise ValueError("Numbers are above zero.")

    @property
    def chosen(self) -> dict[str, str]:
        """Where jobs are to run, as far as it is said."""
        said = {"partition": self.partition, "account": self.account, "qos": self.qos}
        return {option: value for option, value in said.items() if value}


def check_path(path: str) -> str:
    """The path as it is, where it may stand in a script. Raises ValueError."""
    if not PATH.fullmatch(path):
        raise ValueError("A path holds letters, digits and _ . , + @ = - only, and begins with a slash.")
    return path
