"""Where processes run, how much one person may have computed, and how long it is kept."""

import os
from pathlib import Path

from compute.backends.base import Capabilities
from config.settings.environment import Environment


def folder_of(env: Environment, *, default: Path) -> Path:
    """Where jobs lie while they live, and their outputs after; on a cluster every node sees it."""
    return env.folder("COMPUTE_FOLDER", default=default)


def capabilities_of(env: Environment) -> Capabilities:
    """What one job may ask for on this machine."""
    slots = env.whole_number("COMPUTE_SLOTS", default=os.cpu_count() or 1, least=1, unit="tasks at once")
    return Capabilities(
        slots=slots,
        max_tasks=env.whole_number("COMPUTE_TASKS_MOST", default=10_000, least=1, unit="tasks of one job"),
        max_mem_mb=env.whole_number("COMPUTE_MEMORY_MB", default=4_000, least=64, unit="MB of one task"),
        max_cpus=slots,
        max_wall_s=env.whole_number("COMPUTE_SECONDS", default=6 * 3600, least=1, unit="seconds of one task"),
    )


def quotas_of(env: Environment) -> tuple[int, int, int, int]:
    """Live jobs of one person, core-hours within thirty days, bytes read by one job, days that outputs are kept."""
    return (
        env.whole_number("COMPUTE_JOBS_MOST", default=5, least=1, unit="jobs at once"),
        env.whole_number("COMPUTE_CORE_HOURS", default=200, unit="core-hours"),
        env.whole_number("COMPUTE_INPUT_BYTES", default=20 * 1000**3, least=1, unit="bytes"),
        env.whole_number("COMPUTE_KEEP_DAYS", default=30, least=1, unit="days"),
    )
