"""The cluster, as the environment names it: where its commands are, what jobs are to ask for, what the nodes run."""

import re
import sys
from collections.abc import Callable
from pathlib import Path

from compute.backends.slurm.config import CODE, PATH, WORD, SlurmConfig
from config.settings.environment import Environment


def slurm_of(env: Environment) -> SlurmConfig:
    """Every ``SLURM_...`` variable. Raises BadSetting."""
    return SlurmConfig(
        commands=env.existing_folder("SLURM_COMMANDS"),
        conf=_file(env, "SLURM_CONF"),
        partition=_word(env, "SLURM_PARTITION", "the name of a partition"),
        account=_word(env, "SLURM_ACCOUNT", "the name of an account"),
        qos=_word(env, "SLURM_QOS", "the name of a quality of service"),
        python=_path(env, "SLURM_PYTHON", sys.executable, "/usr/bin/python3"),
        code=_path(env, "SLURM_CODE", str(CODE), "/opt/varve"),
        max_parallel=env.whole_number("SLURM_MAX_PARALLEL", default=64, least=1, unit="tasks"),
        timeout_s=env.whole_number("SLURM_TIMEOUT_S", default=20, least=1, unit="seconds"),
        grace_s=env.whole_number("SLURM_GRACE_S", default=120, unit="seconds"),
    )


def _word(env: Environment, name: str, takes: str) -> str:
    return env.checked(name, check=_matches(WORD), default="", takes=f"{takes} (letters, digits, _ . + -)")


def _path(env: Environment, name: str, ours: str, else_: str) -> str:
    """A path of the nodes; where none is given ours, if it may stand in a script."""
    default = ours if PATH.fullmatch(ours) else else_
    takes = "a path of the nodes (letters, digits, _ . , + @ = -)"
    return env.checked(name, check=_matches(PATH), default=default, takes=takes)


def _file(env: Environment, name: str) -> Path | None:
    def check(value: str) -> None:
        if not Path(value).is_file():
            raise ValueError

    told = env.checked(name, check=check, default="", takes="a file that exists, such as /etc/slurm/slurm.conf")
    return Path(told) if told else None


def _matches(pattern: re.Pattern[str]) -> Callable[[str], None]:
    def check(value: str) -> None:
        if not pattern.fullmatch(value):
            raise ValueError

    return check
