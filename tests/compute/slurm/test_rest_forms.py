"""slurmrestd of other versions, from documents in their forms: what is sent, what is read, and what is not guessed."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from compute.backends.base import BackendAway, BackendRefused, Liveness, Submission
from compute.backends.slurm.backend import SlurmBackend
from compute.backends.slurm.config import SlurmConfig
from compute.backends.slurm.rest import OPENAPI, Rest
from compute.backends.slurm.rest_forms import dialect_of
from compute.jobdir import Job, Limits, make_folders, write_job
from compute.processes.base import TaskSpec

NAME = "0b8f0c1e-5d2a-4a8e-9a53-0e2c6f2b7d11"
CONFIG = SlurmConfig(partition="long", account="ocean", max_array_size=1001)
PLAIN = {
    "environment": {"type": "object"},
    "memory_per_node": {"type": "integer"},
    "time_limit": {"type": "integer"},
    "kill_on_invalid_dependency": {"type": "boolean"},
}
SET = {
    "environment": {"$ref": "#/components/schemas/texts"},
    "memory_per_node": {"$ref": "#/components/schemas/number"},
    "time_limit": {"$ref": "#/components/schemas/number"},
    "flags": {"type": "array"},
}


def document(**versions: Mapping[str, Any]) -> dict[str, Any]:
    """An OpenAPI document; `v40={...}`: v0.0.40 with these properties of a job."""
    schemas: dict[str, Any] = {"texts": {"type": "array"}, "number": {"type": "object"}}
    paths: dict[str, Any] = {"/slurmdb/v0.0.99/jobs": {}, "/openapi": {}}
    for key, properties in versions.items():
        schemas[f"{key}_job"] = {"properties": properties}
        schemas[f"{key}_asked"] = {"properties": {"job": {"$ref": f"#/components/schemas/{key}_job"}}}
        content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{key}_asked"}}}
        paths[f"/slurm/v0.0.{key[1:]}/job/submit"] = {"post": {"requestBody": {"content": content}}}
    return {"paths": paths, "components": {"schemas": schemas}}


class Newer:
    """A slurmrestd of 23.11: a number says whether it is set, a state is a list."""

    def __init__(self) -> None:
        self.document = document(v38=PLAIN, v40=SET)
        self.jobs: list[dict[str, Any]] = []
        self.asked: list[str] = []
        self.sent: list[dict[str, Any]] = []

    def __call__(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> tuple[int, bytes]:
        """One exchange."""
        self.asked.append(f"{method} {path}")
        status, told = self.answer(method, path, json.loads(body or b"{}"))
        return status, json.dumps(told).encode()

    def answer(self, method: str, path: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Status and document."""
        offered = [one.removesuffix("/job/submit") for one in self.document["paths"] if one.endswith("/submit")]
        if path == OPENAPI:
            return 200, self.document
        if not any(path.startswith(one + "/") for one in offered):
            return 404, {"errors": [{"error": "Unable to find requested URL"}]}
        end = path.split("/", 3)[3]
        if method == "POST":
            self.sent.append(body["job"])
            self.jobs.append(job(len(self.jobs) + 7, body["job"]["name"], "PENDING"))
            return 200, {"job_id": number(len(self.jobs) + 6), "errors": [], "warnings": [{"description": "new"}]}
        if end.startswith("job/"):
            told = [one for one in self.jobs if one["array_job_id"]["number"] == int(end[4:])]
            gone = [{"error_number": 2017, "error": "Invalid job id specified"}]
            return (200, {"jobs": told, "errors": []}) if told else (404, {"jobs": [], "errors": gone})
        parts = {"name": "long", "maximums": {"time": number(90)}}, {"name": "short", "maximums": {"time": number(1)}}
        nodes = {"cpus": 64, "real_memory": 256_000, "gres": "gpu:a100:4(S:0-1)", "partitions": ["long"]}
        return 200, {"jobs": self.jobs, "nodes": [nodes], "partitions": list(parts), "errors": []}


def number(value: int, *, is_set: bool = True) -> dict[str, Any]:
    """As 23.02 and later have it."""
    return {"set": is_set, "infinite": False, "number": value}


def job(job_id: int, name: str, *states: str, element: int | None = None, user: str = "root") -> dict[str, Any]:
    """A job as 23.11 and later tell it."""
    told = {"job_id": job_id, "array_job_id": number(job_id), "name": name, "job_state": list(states), "user_id": 0}
    element_id = number(element or 0, is_set=element is not None)
    return told | {"array_task_id": element_id, "array_task_string": "", "user_name": user}


@pytest.fixture
def newer() -> Newer:
    return Newer()


def backend_of(newer: Newer, folder: Path) -> SlurmBackend:
    return SlurmBackend(CONFIG, folder / "home", Rest(CONFIG, newer, "root"))


def submission(folder: Path) -> Submission:
    make_folders(folder / "job")
    return Submission(NAME, folder / "job", 2, Limits(1000, 2, 60))


def test_the_newest_version_that_is_known_is_spoken_in_its_own_forms(newer: Newer, tmp_path: Path) -> None:
    handle = backend_of(newer, tmp_path).submit(submission(tmp_path))

    assert handle == f"{NAME}:7:8"
    array, merge = newer.sent
    assert (array["memory_per_node"], array["time_limit"]) == (number(1256), number(2))
    assert (array["array"], array["partition"], array["account"], array["requeue"]) == (
        "0-1%64",
        "long",
        "ocean",
        False,
    )
    assert "PATH=/usr/local/bin:/usr/bin:/bin" in array["environment"]
    assert (merge["dependency"], merge["flags"]) == ("afterok:7", ["KILL_INVALID_DEPENDENCY"])
    assert newer.asked.count(f"GET {OPENAPI}") == 1
    assert all("/v0.0.40/" in asked for asked in newer.asked if OPENAPI not in asked)


@pytest.mark.parametrize(
    ("state", "reason"),
    [("OUT_OF_MEMORY", "OOM"), ("TIMEOUT", "TIMEOUT"), ("DEADLINE", "TIMEOUT"), ("NODE_FAIL", "NODE_FAIL")],
)
def test_lists_of_states_are_judged_as_texts_are(newer: Newer, tmp_path: Path, state: str, reason: str) -> None:
    backend = backend_of(newer, tmp_path)
    handle = backend.submit(submission(tmp_path))
    assert backend.poll([handle])[handle].liveness is Liveness.QUEUED
    foreign = job(7, NAME, "NODE_FAIL", element=0, user="mallory")
    newer.jobs[:] = [job(7, NAME, state, element=1), foreign, job(8, f"{NAME}-merge", "CANCELLED")]

    told = backend.poll([handle])[handle]

    assert (told.liveness, dict(told.reasons)) == (Liveness.FAILED, {1: reason})
    newer.jobs.clear()
    assert backend.poll([handle])[handle].liveness is Liveness.RUNNING  # forgotten: a status may still come
    backend.cancel(handle)


def test_a_graph_is_no_array_and_is_refused(newer: Newer, tmp_path: Path) -> None:
    asked = submission(tmp_path)
    tasks = [TaskSpec(0, {}), TaskSpec(1, {}, after=(0,))]
    write_job(asked.folder, Job(NAME, "troubles", "1", {}, 1, asked.limits, tasks))

    with pytest.raises(BackendRefused, match="SLURM_GRAPHS"):
        backend_of(newer, tmp_path).submit(asked)
    assert newer.sent == []


def test_what_nodes_have_is_told_of_the_partition_that_is_meant(newer: Newer, tmp_path: Path) -> None:
    most = backend_of(newer, tmp_path).capabilities()

    assert (most.max_cpus, most.max_mem_mb, most.max_wall_s, most.gpus) == (64, 255_744, 5400, 4)


def test_another_version_is_settled_after_slurmrestd_was_upgraded(newer: Newer, tmp_path: Path) -> None:
    backend = backend_of(newer, tmp_path)
    handle = backend.submit(submission(tmp_path))
    newer.document = document(v41=SET)

    with pytest.raises(BackendAway, match="404"):
        backend.poll([handle])

    assert backend.poll([handle])[handle].liveness is Liveness.QUEUED
    assert "/v0.0.41/" in newer.asked[-1]


@pytest.mark.parametrize(
    "told",
    [{}, {"paths": []}, document(), document(v99=SET), {"paths": {"/slurm/v0.0.40/job/submit": {"post": {}}}}],
)
def test_a_version_that_is_not_known_is_not_guessed(told: dict[str, Any]) -> None:
    with pytest.raises(BackendAway):
        dialect_of(told)


@pytest.mark.parametrize("answer", [b"", b"[]", b"<html>", b'{"jobs": [{}]}', b'{"jobs": 7}', b'{"errors": [7]}'])
def test_nonsense_is_no_answer(newer: Newer, answer: bytes) -> None:
    def door(method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> tuple[int, bytes]:
        return newer(method, path, body, headers) if path == OPENAPI else (200, answer)

    with pytest.raises(BackendAway):
        Rest(CONFIG, door, "root").squeue([NAME])
