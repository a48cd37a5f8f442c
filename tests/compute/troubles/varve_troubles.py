"""A process of another package whose tasks go wrong as they are told: found by its entry point alone."""

import os
import signal
import subprocess
import time
from pathlib import Path

from compute.processes.base import (
    Artifact,
    Context,
    DataRefused,
    Inputs,
    InputSpec,
    OutputSpec,
    Process,
    Resources,
    TaskSpec,
)

MB = 2**20


class Troubles(Process):
    """`how` says what happens in each task; `memory`, `seconds` are the limits that it is held to."""

    id = "troubles"
    version = "1.0.0"
    title = "Troubles"
    description = "Goes wrong."
    inputs = {
        "how": InputSpec("How", "What happens.", {"type": "string", "default": "well"}, 0),
        "where": InputSpec("Where", "In the plan, a task or the merge.", {"type": "string", "default": "task"}, 0),
        "memory": InputSpec("MB", "Limit.", {"type": "integer", "default": 64}, 0),
        "seconds": InputSpec("s", "Limit.", {"type": "integer", "default": 30}, 0),
        "tasks": InputSpec("Tasks", "How many.", {"type": "integer", "default": 1}, 0),
        "chain": InputSpec("Chain", "Each task after the one before.", {"type": "boolean", "default": False}, 0),
        "source": InputSpec("Source", "A file.", {}, 0, media_types=("text/csv",)),
    }
    outputs = {"told": OutputSpec("Told", "What was read.", "text/plain", "told.txt")}

    def estimate(self, inputs: Inputs) -> Resources:
        """As told."""
        return Resources(inputs["tasks"], 1, inputs["memory"], inputs["seconds"])

    def plan(self, context: Context) -> list[TaskSpec]:
        """Numbers."""
        if context.inputs["where"] == "plan":
            go_wrong(context.inputs["how"], context.folder)
        is_chain = context.inputs["chain"]
        return [
            TaskSpec(number, {}, (), (number - 1,) if is_chain and number else ())
            for number in range(context.inputs["tasks"])
        ]

    def run_task(self, context: Context, task: TaskSpec) -> None:
        """Go wrong, or count the lines of the file."""
        out = context.out(task.number)
        for number in task.after:
            (context.out(number) / "part").read_text()
        (out / "part").write_text(str(os.getpid()))
        if context.inputs["where"] == "task":
            go_wrong(context.inputs["how"], out)

    def merge(self, context: Context) -> list[Artifact]:
        """One file."""
        path = context.out("merge") / "told.txt"
        path.write_text("".join(f"{task.number}\n" for task in context.tasks))
        if "source" in context.inputs:
            path.write_bytes(context.source(context.inputs["source"]["path"]).read_bytes())
        if context.inputs["where"] == "merge":
            go_wrong(context.inputs["how"], context.out("merge"))
        return [Artifact("told", path)]


def go_wrong(how: str, out: Path) -> None:
    """What can happen."""
    if how == "memory":
        bytearray(3 * 64 * MB)
    elif how == "time":
        time.sleep(600)
    elif how == "data":
        raise DataRefused(f"{out}/x.nc holds no temperature.")
    elif how == "error":
        raise ZeroDivisionError(f"in {out}")
    elif how == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    elif how == "crash":
        os.kill(os.getpid(), signal.SIGSYS)
    elif how == "link":
        (out / "told.csv").symlink_to("/etc/passwd")
    elif how == "replaced":
        (out / "told.txt").unlink()
        (out / "told.txt").symlink_to("/etc/passwd")
    elif how == "unknown":
        (out / "secret.txt").write_text("more")
    elif how == "child":
        child = subprocess.Popen(["sleep", "600"], start_new_session=False)
        (out / "child").write_text(str(child.pid))
    elif how == "wait":
        (out / "waits").touch()
        while not (out.parents[1] / "go").exists():
            time.sleep(0.01)
