"""What slurmrestd is sent, in the form that its own document asks for: no version is written down here twice."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from compute.backends.base import BackendAway
from compute.backends.slurm.config import SlurmConfig
from compute.backends.slurm.script import Batch

OLDEST: Final = 36
NEWEST: Final = 43
"""v0.0.36 came with Slurm 20.11, v0.0.43 with 25.05; what is later may mean other things by the same names."""
ENVIRONMENT: Final = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8"}
_SUBMIT: Final = re.compile(r"/slurm/(v0\.0\.(\d+))/job/submit/?")
_DEPTH: Final = 8


@dataclass(frozen=True, slots=True)
class Dialect:
    """A version, and of what type each property of a job is there."""

    version: str
    types: Mapping[str, str]

    def number(self, name: str, value: int) -> Any:
        """Plain, or with whether it is set."""
        if self.types.get(name) == "object":
            return {"set": True, "infinite": False, "number": value}
        return value


def dialect_of(document: Mapping[str, Any]) -> Dialect:
    """The newest version that is offered and known. Raises BackendAway."""
    paths = document.get("paths")
    offered = {}
    for path in paths if isinstance(paths, dict) else ():
        if found := _SUBMIT.fullmatch(path):
            offered[int(found[2])] = (found[1], path)
    known = [number for number in offered if OLDEST <= number <= NEWEST]
    if not known:
        told = ", ".join(sorted(version for version, _ in offered.values())) or "none"
        raise BackendAway(
            f"slurmrestd speaks no version that is known here (v0.0.{OLDEST} to {NEWEST}); it has {told}."
        )
    version, path = offered[max(known)]
    try:
        body = document["paths"][path]["post"]["requestBody"]["content"]["application/json"]["schema"]
        job = _whole(document, _whole(document, body)["properties"]["job"])
        types = {name: str(_whole(document, told).get("type", "")) for name, told in job["properties"].items()}
    except (KeyError, TypeError, AttributeError) as error:
        raise BackendAway(f"slurmrestd's document does not tell what a job is: {error!r}.") from error
    return Dialect(version, types)


def _whole(document: Mapping[str, Any], schema: Any) -> Any:
    """A schema, where it stands elsewhere in the document from there."""
    for _ in range(_DEPTH):
        if "$ref" not in schema:
            return schema
        found: Any = document
        for name in schema["$ref"].removeprefix("#/").split("/"):
            found = found[name]
        schema = found
    raise KeyError("$ref")


def submission(dialect: Dialect, batch: Batch, config: SlurmConfig) -> dict[str, Any]:
    """The script, whose directives slurmrestd does not read, and the same wishes beside it."""
    is_list = dialect.types.get("environment") == "array"
    job: dict[str, Any] = {
        "name": batch.name,
        "current_working_directory": batch.folder,
        "standard_output": batch.log,
        "environment": [f"{name}={value}" for name, value in ENVIRONMENT.items()] if is_list else dict(ENVIRONMENT),
        "tasks": 1,
        "cpus_per_task": batch.cpus,
        "memory_per_node": dialect.number("memory_per_node", batch.mem_mb),
        "time_limit": dialect.number("time_limit", batch.minutes),
        "requeue": False,
    }
    if batch.array:
        job["array"] = batch.array
    if batch.after is not None:
        job |= {"dependency": f"afterok:{batch.after}"} | _killed_with_it(dialect)
    return {"script": batch.text, "job": job | config.chosen}


def _killed_with_it(dialect: Dialect) -> dict[str, Any]:
    """The merge ends where it can never begin; where this version has no word for it, `poll` ends it."""
    if "kill_on_invalid_dependency" in dialect.types:
        return {"kill_on_invalid_dependency": True}
    return {"flags": ["KILL_INVALID_DEPENDENCY"]} if "flags" in dialect.types else {}
