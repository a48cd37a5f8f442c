"""Gives back what it is given: for conformance tests of every door, and to try a backend.

Inputs after the EchoProcess of the OGC compliance suite (ets-ogcapi-processes10): text, number with unit, date, box,
array; `pause_s` waits, `tasks` is how many tasks share the array.
"""

import json
import time
from typing import Any, Final

from compute.processes.base import Artifact, Context, Inputs, InputSpec, OutputSpec, Process, Resources, TaskSpec

MAX_TASKS: Final = 10_000


class Echo(Process):
    """Each task gives back its share of the array; the merge puts everything together."""

    id = "echo"
    version = "1.0.0"
    title = "Echo"
    description = "Gives back what it is given. To try a connection, a client or a cluster."
    keywords = ("test",)
    modes = ("interactive", "systematic", "virtual", "expert")
    allows_sync = True
    inputs = {
        "text": InputSpec("Text", "Any text.", {"type": "string", "maxLength": 10_000, "default": ""}, 0),
        "measure": InputSpec(
            "Number with its unit",
            "A number and its unit.",
            {
                "type": "object",
                "required": ["measurement", "uom"],
                "properties": {"measurement": {"type": "number"}, "uom": {"type": "string"}},
                "additionalProperties": False,
            },
            0,
        ),
        "day": InputSpec("Date", "A day.", {"type": "string", "format": "date"}, 0),
        "area": InputSpec("Area", "A box.", {"type": "object", "format": "ogc-bbox"}, 0),
        "numbers": InputSpec(
            "Numbers",
            "They are shared among the tasks.",
            {"type": "array", "items": {"type": "number"}, "default": []},
            0,
        ),
        "pause_s": InputSpec(
            "Pause", "Seconds that each task waits.", {"type": "number", "minimum": 0, "maximum": 600, "default": 0}, 0
        ),
        "tasks": InputSpec(
            "Tasks",
            "How many tasks share the numbers.",
            {"type": "integer", "minimum": 1, "maximum": MAX_TASKS, "default": 1},
            0,
        ),
    }
    outputs = {"echo": OutputSpec("Echo", "Everything that was given.", "application/json", "echo.json")}

    def estimate(self, inputs: Inputs) -> Resources:
        """As long as the pause."""
        return Resources(n_tasks=inputs["tasks"], mem_mb=256, walltime_s=60 + int(inputs["pause_s"]), scratch_mb=10)

    def plan(self, context: Context) -> list[TaskSpec]:
        """Shares of equal size, in order."""
        count, total = context.inputs["tasks"], len(context.inputs["numbers"])
        bounds = [total * number // count for number in range(count + 1)]
        return [TaskSpec(number, {"first": bounds[number], "end": bounds[number + 1]}) for number in range(count)]

    def run_task(self, context: Context, task: TaskSpec) -> None:
        """Wait, then write the share."""
        time.sleep(context.inputs["pause_s"])
        share = context.inputs["numbers"][task.spec["first"] : task.spec["end"]]
        (context.out(task.number) / "share.json").write_text(json.dumps(share))

    def merge(self, context: Context) -> list[Artifact]:
        """All shares in their order, beside the other inputs."""
        said: dict[str, Any] = {
            name: value for name, value in context.inputs.items() if name not in {"pause_s", "tasks"}
        }
        said["numbers"] = [
            number
            for task in context.tasks
            for number in json.loads((context.out(task.number) / "share.json").read_text())
        ]
        path = context.out("merge") / self.outputs["echo"].file_name
        path.write_text(json.dumps(said, sort_keys=True))
        return [Artifact("echo", path)]
