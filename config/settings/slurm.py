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
        conf=_file(env, "SLURM_CONF", "/etc/slurm/slurm.conf"),
        partition=_word(env, "SLURM_PARTITION", "the name of a partition"),
        account=_word(env, "SLURM_ACCOUNT", "the name of an account"),
        qos=_word(env, "SLURM_QOS", "the name of a quality of service"),
        python=_path(env, "SLURM_PYTHON", sys.executable, "/usr/bin/python3"),
        code=_path(env, "SLURM_CODE", str(CODE), "/opt/varve"),
        max_parallel=env.whole_number("SLURM_MAX_PARALLEL", default=64, least=1, unit="tasks"),
        timeout_s=env.whole_number("SLURM_TIMEOUT_S", default=20, least=1, unit="seconds"),
        grace_s=env.whole_number("SLURM_GRACE_S", default=120, unit="seconds"),
        rest_url=_rest_url(env),
        rest_user=_word(env, "SLURM_REST_USER", "the name of an account on the cluster"),
        rest_token=_file(env, "SLURM_REST_TOKEN_FILE", "/run/varve/slurm.jwt"),
        max_array_size=env.whole_number("SLURM_MAX_ARRAY_SIZE", default=1001, least=2, unit="elements"),
        runs_graphs=env.flag("SLURM_GRAPHS", default=False),
    )


def _rest_url(env: Environment) -> str:
    """Where slurmrestd listens; nothing: Slurm's commands are used. Without TLS on this machine alone."""

    def check(value: str) -> None:
        if value.startswith("unix://"):
            if not PATH.fullmatch(value.removeprefix("unix://")):
                raise ValueError
        else:
            Environment({"SLURM_REST_URL": value}).service_url("SLURM_REST_URL", default="")

    takes = "an https address (http only on this machine), or unix:///run/slurmrestd.socket"
    return env.checked("SLURM_REST_URL", check=check, default="", takes=takes).rstrip("/")


def _word(env: Environment, name: str, takes: str) -> str:
    return env.checked(name, check=_matches(WORD), default="", takes=f"{takes} (letters, digits, _ . + -)")


def _path(env: Environment, name: str, ours: str, else_: str) -> str:
    """A path of the nodes; where none is given ours, if it may stand in a script."""
    default = ours if PATH.fullmatch(ours) else else_
    takes = "a path of the nodes (letters, digits, _ . , + @ = -)"
    return env.checked(name, check=_matches(PATH), default=default, takes=takes)


def _file(env: Environment, name: str, example: str) -> Path | None:
    def check(value: str) -> None:
        if not Path(value).is_file():
            raise ValueError

    told = env.checked(name, check=check, default="", takes=f"a file that exists, such as {example}")
    return Path(told) if told else None


def _matches(pattern: re.Pattern[str]) -> Callable[[str], None]:
    def check(value: str) -> None:
        if not pattern.fullmatch(value):
            raise ValueError

    return check
