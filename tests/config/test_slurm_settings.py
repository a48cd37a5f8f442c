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


@pytest.mark.parametrize("url", ["https://slurm.example.org/rest", "http://127.0.0.1:6820", "unix:///run/rest.sock"])
def test_slurmrestd_is_spoken_to_by_tls_or_on_this_machine(tmp_path: Path, url: str) -> None:
    token = tmp_path / "token"
    token.touch()
    told = {"SLURM_REST_URL": url, "SLURM_REST_USER": "varve", "SLURM_REST_TOKEN_FILE": str(token)}

    config = slurm_of(Environment(told | {"SLURM_MAX_ARRAY_SIZE": "5001"}))

    assert (config.rest_url, config.rest_user, config.rest_token, config.max_array_size) == (url, "varve", token, 5001)


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
        ("SLURM_GRAPHS", "perhaps"),
        ("SLURM_REST_URL", "http://slurm.example.org:6820"),
        ("SLURM_REST_URL", "unix://run/rest.sock"),
        ("SLURM_REST_URL", "https://varve:secret@slurm.example.org"),
        ("SLURM_REST_USER", "a\r\nb"),
        ("SLURM_REST_TOKEN_FILE", "/nowhere/token"),
    ],
)
def test_what_cannot_stand_in_a_script_stops_the_start(name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=name):
        slurm_of(Environment({name: value}))
