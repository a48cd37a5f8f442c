"""The same cluster by its slurmrestd: same groups, same judging, same handles as by the commands."""

import socket
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from compute.backends.base import BackendAway, BackendRefused, Liveness
from compute.backends.slurm.backend import SlurmBackend
from compute.backends.slurm.config import SlurmConfig
from compute.backends.slurm.rest import Rest
from compute.jobdir import MERGE
from compute.services.slurm_rest import rest_of
from tests.compute.slurm.jobs import backend_of, begun, ended, new_job, until
from tests.services.cluster import MAX_ARRAY_SIZE, Cluster
from tests.services.slurmrestd import Slurmrestd, running_slurmrestd, signed


class Killed(BaseException):
    """The process of the site ended here."""


@pytest.fixture(scope="module")
def daemon(cluster: Cluster) -> Iterator[Slurmrestd]:
    with running_slurmrestd(cluster) as running:
        yield running


@pytest.fixture
def config(cluster: Cluster, daemon: Slurmrestd, tmp_path: Path) -> SlurmConfig:
    """As the operator names slurmrestd; no command of Slurm is called."""
    known = backend_of(cluster, tmp_path).config
    told = {"rest_url": daemon.url, "rest_user": "root", "rest_token": daemon.token, "max_array_size": MAX_ARRAY_SIZE}
    return replace(known, commands=Path("/nowhere"), conf=None, **told)  # type: ignore[arg-type]


def by_rest(config: SlurmConfig, folder: Path) -> SlurmBackend:
    return SlurmBackend(config, folder / "home", rest_of(config))


def test_groups_and_the_merge_run_and_the_commands_find_the_same_job(
    cluster: Cluster, config: SlurmConfig, tmp_path: Path
) -> None:
    job = new_job(tmp_path / "job", 10)
    backend = by_rest(config, tmp_path)

    handle = backend.submit(job)

    assert backend.find(job.name) == handle == backend.submit(job)
    assert backend_of(cluster, tmp_path).find(job.name) == handle
    assert ended(backend, handle).liveness is Liveness.DONE
    assert begun(job) == sorted([*map(str, range(10)), MERGE])
    assert backend.find("0" * 8 + job.name[8:]) is None


def test_a_socket_of_this_machine_leads_to_the_same(config: SlurmConfig, daemon: Slurmrestd, tmp_path: Path) -> None:
    backend = by_rest(replace(config, rest_url=f"unix://{daemon.socket}"), tmp_path)
    most = backend.capabilities()

    assert (most.max_cpus, most.max_mem_mb, most.max_wall_s) == (8, 8000 - 256, 3600)
    assert most.max_tasks == (MAX_ARRAY_SIZE - 1) * 100
    assert isinstance(backend.commands, Rest)
    assert backend.commands.dialect is not None
    assert backend.commands.dialect.version == "v0.0.38"


def test_what_fails_is_told_as_by_the_commands_and_the_rest_is_ended(config: SlurmConfig, tmp_path: Path) -> None:
    hungry = "/usr/bin/python3 -c 'import time; kept = b\"x\" * 500_000_000; time.sleep(300)' || exit 1"
    job = new_job(tmp_path / "job", 2, task_0="sleep 300", task_1=hungry)
    backend = by_rest(config, tmp_path)

    state = ended(backend, backend.submit(job))

    assert (state.liveness, dict(state.reasons)) == (Liveness.FAILED, {1: "OOM"})
    assert "merge" not in begun(job)


def test_a_cancelled_job_leaves_no_process(config: SlurmConfig, tmp_path: Path) -> None:
    job = new_job(tmp_path / "job", 2, task_0="echo $$ >$folder/pid; sleep 300", task_1="sleep 300")
    backend = by_rest(config, tmp_path)
    handle = backend.submit(job)
    until((job.folder / "pid").exists)

    backend.cancel(handle)
    backend.cancel(job.name)

    assert ended(backend, handle).liveness is Liveness.CANCELLED
    pid = int((job.folder / "pid").read_text())
    until(lambda: not Path(f"/proc/{pid}").exists())


@pytest.mark.parametrize("lived_through", [1, 2])
def test_a_dispatcher_that_ends_while_it_submits_leaves_one_job(
    config: SlurmConfig, tmp_path: Path, lived_through: int
) -> None:
    job = new_job(tmp_path / "job", 2)
    rest = rest_of(config)
    assert rest is not None
    door, sent = rest.door, []

    def dies(method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> tuple[int, bytes]:
        answer = door(method, path, body, headers)
        sent.extend([path] * (method == "POST"))
        if len(sent) == lived_through:
            raise Killed
        return answer

    with pytest.raises(Killed):
        SlurmBackend(config, tmp_path / "home", Rest(config, dies, "root")).submit(job)

    backend = by_rest(config, tmp_path)
    assert (backend.find(job.name) is not None) is (lived_through == 2)
    assert ended(backend, backend.submit(job)).liveness is Liveness.DONE
    assert begun(job) == ["0", "1", MERGE]


def test_what_the_cluster_will_never_take_is_refused(config: SlurmConfig, tmp_path: Path) -> None:
    with pytest.raises(BackendRefused, match="Invalid job array"):
        by_rest(replace(config, max_array_size=1001), tmp_path).submit(new_job(tmp_path / "long", 10))
    nowhere = replace(config, partition="nowhere")
    (tmp_path / "home" / "cluster.json").touch()
    with pytest.raises(BackendRefused, match="Invalid partition name"):
        by_rest(nowhere, tmp_path).submit(new_job(tmp_path / "nowhere"))


def test_who_is_not_known_or_not_answered_waits(cluster: Cluster, config: SlurmConfig, tmp_path: Path) -> None:
    job, token = new_job(tmp_path / "job"), tmp_path / "token"
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        away = f"http://127.0.0.1:{unused.getsockname()[1]}"

    for told in (replace(config, rest_token=token), replace(config, rest_url=away), replace(config, rest_token=None)):
        with pytest.raises(BackendAway):
            by_rest(told, tmp_path).submit(job)
    for text in ("", "no token", "a\r\nHost: b", signed(cluster, "root", -100), signed(cluster, "root")[:-4] + "AAAA"):
        token.write_text(text)
        with pytest.raises(BackendAway) as refused:
            by_rest(replace(config, rest_token=token), tmp_path).submit(job)
        assert not text or text not in str(refused.value)
    token.write_text(f"SLURM_JWT={signed(cluster, 'root')}\n")
    assert by_rest(replace(config, rest_token=token), tmp_path).submit(job)
