"""What can be asked of a cluster, from the words of sinfo and scontrol, or of slurmrestd."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from compute.backends.base import BackendAway, Capabilities
from compute.backends.slurm.queue import number

FORM: Final = "%c|%m|%l|%G|%D"
"""Of sinfo: cores and MB of a node, time limit, generic resources, nodes."""

ELEMENT_TASKS: Final = 100
"""How many tasks an element of an array does at most, one after the other."""
FOREVER_S: Final = 365 * 86_400
_SIZE: Final = re.compile(r"^MaxArraySize\s*=\s*(\d+)\s*$", re.MULTILINE)


def max_array_size_of(config: str) -> int:
    """MaxArraySize of `scontrol show config`: one more than the last index. Raises BackendAway."""
    found = _SIZE.search(config)
    if found is None:
        raise BackendAway("scontrol tells no MaxArraySize.")
    return int(found[1])


@dataclass(frozen=True, slots=True)
class Kind:
    """Nodes that are alike: cores, MB, seconds that their partition gives, cards."""

    cores: int
    mem_mb: int
    seconds: int
    cards: int
    nodes: int = 1


def capacity_of(kinds: Sequence[Kind], max_array_size: int, *, slots: int, overhead_mb: int) -> Capabilities:
    """The most of each kind of node in the partition. Raises BackendAway where there is none."""
    if not kinds:
        raise BackendAway("The cluster tells of no node.")
    return Capabilities(
        slots=min(slots, sum(kind.cores * kind.nodes for kind in kinds)),
        max_tasks=max(1, max_array_size - 1) * ELEMENT_TASKS,
        max_mem_mb=max(0, max(kind.mem_mb for kind in kinds) - overhead_mb),
        max_cpus=max(kind.cores for kind in kinds),
        max_wall_s=max(kind.seconds for kind in kinds),
        gpus=max(kind.cards for kind in kinds),
    )


def kinds_of_text(told: str) -> list[Kind]:
    """Of sinfo's lines. Raises BackendAway."""
    lines = [line.strip().split("|") for line in told.splitlines() if line.count("|") == FORM.count("|")]
    try:
        return [
            Kind(int(cores.rstrip("+")), int(mem.rstrip("+")), seconds_of(limit), _cards(cards), int(nodes))
            for cores, mem, limit, cards, nodes in lines
        ]
    except ValueError as error:
        raise BackendAway(f"sinfo answers in a form that is not known: {told[:200]!r}.") from error


def kinds_of_json(nodes: Sequence[Any], partitions: Sequence[Any], wanted: str) -> list[Kind]:
    """Of slurmrestd's nodes: those of the partition that is wanted, else the default one's. Raises BackendAway."""
    try:
        named = [one for one in partitions if one["name"] == wanted] if wanted else []
        chosen = named if wanted else [one for one in partitions if "default" in _flags(one)] or list(partitions)
        return [
            Kind(number(node["cpus"]) or 0, number(node["real_memory"]) or 0, _seconds(one), _cards(node["gres"] or ""))
            for one in chosen
            for node in nodes
            if one["name"] in node["partitions"]
        ]
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BackendAway(f"slurmrestd tells of nodes in a form that is not known: {error!r}.") from error


def _flags(partition: Any) -> list[str]:
    return [str(flag).lower() for flag in partition.get("flags") or []]


def _seconds(partition: Any) -> int:
    minutes = number(partition.get("max_time_limit", (partition.get("maximums") or {}).get("time")))
    return minutes * 60 if minutes is not None and 0 < minutes * 60 < FOREVER_S else FOREVER_S


def _cards(told: str) -> int:
    return sum(int(count) for count in re.findall(r"gpu(?::[^:,()]+)?:(\d+)", told))


def seconds_of(told: str) -> int:
    """`[days-][hours:]minutes:seconds` as Slurm writes a time limit. Raises ValueError."""
    if told in {"infinite", "UNLIMITED", "n/a"}:
        return FOREVER_S
    days, _, clock = told.rpartition("-")
    parts = [int(part) for part in clock.split(":")]
    if len(parts) > 3:
        raise ValueError(told)
    hours, minutes, seconds = [0] * (3 - len(parts)) + parts
    return ((int(days or 0) * 24 + hours) * 60 + minutes) * 60 + seconds
