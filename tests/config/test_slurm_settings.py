"""The cluster as the environment names it."""

from pathlib import Path

import pytest

from compute.backends.slurm.config import CODE
from config.settings.environment import BadSetting, Environment
from config.settings.slurm import slurm_of


def test_nothing_need_be_said() -> None:
    config = slurm_of(Environment({}))

    assert (config.commands, config.conf, config.partition, config.timeout_s) == (None, None, "", 20)
    assert config.code == str(CODE)


def test_everything_may_be_said(tmp_path: Path) -> None:
    conf = tmp_path / "slurm.conf"
    conf.touch()
    told = {"SLURM_CONF": str(conf), "SLURM_COMMANDS": str(tmp_path), "SLURM_PARTITION": "long", "SLURM_QOS": "low"}

    config = slurm_of(Environment(told | {"SLURM_PYTHON": "/opt/py", "SLURM_MAX_PARALLEL": "7"}))

    assert (config.conf, config.commands, config.partition, config.qos) == (conf, tmp_path, "long", "low")
    assert (config.python, config.max_parallel) == ("/opt/py", 7)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SLURM_PARTITION", "a b"),
        ("SLURM_ACCOUNT", "--uid=0"),
        ("SLURM_PYTHON", "python3"),
        ("SLURM_PYTHON", "/opt/py; id"),
        ("SLURM_CODE", "/opt/$HOME"),
        ("SLURM_CONF", "/nowhere/slurm.conf"),
        ("SLURM_COMMANDS", "/nowhere"),
        ("SLURM_MAX_PARALLEL", "0"),
        ("SLURM_TIMEOUT_S", "soon"),
    ],
)
def test_what_cannot_stand_in_a_script_stops_the_start(name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=name):
        slurm_of(Environment({name: value}))
