"""What can be asked of a cluster, from the words of sinfo and scontrol."""

import re
from typing import Final

from compute.backends.base import BackendAway, Capabilities

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


def capacity_of(told: str, max_array_size: int, *, slots: int, overhead_mb: int) -> Capabilities:
    """The most of each kind of node in the partition. Raises BackendAway where there is none."""
    kinds = [line.strip().split("|") for line in told.splitlines() if line.count("|") == FORM.count("|")]
    try:
        cores = [int(kind[0].rstrip("+")) for kind in kinds]
        memory = [int(kind[1].rstrip("+")) for kind in kinds]
        seconds = [seconds_of(kind[2]) for kind in kinds]
        cards = [sum(int(count) for count in re.findall(r"gpu(?::[^:,()]+)?:(\d+)", kind[3])) for kind in kinds]
        nodes = [int(kind[4]) for kind in kinds]
    except ValueError as error:
        raise BackendAway(f"sinfo answers in a form that is not known: {told[:200]!r}.") from error
    if not kinds:
        raise BackendAway("The cluster tells of no node.")
    return Capabilities(
        slots=min(slots, sum(core * node for core, node in zip(cores, nodes, strict=True))),
        max_tasks=max(1, max_array_size - 1) * ELEMENT_TASKS,
        max_mem_mb=max(0, max(memory) - overhead_mb),
        max_cpus=max(cores),
        max_wall_s=max(seconds),
        gpus=max(cards),
    )


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
