"""Run one compute process without the web."""

import json
import os
import sys
from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from compute.processes.base import InputRefused, Process
from compute.processes.registry import processes
from compute.running import Outcome, run_process

FAILED, WRONG_CALL = 1, 2


def _file(text: str) -> tuple[str, Path]:
    name, found, path = text.partition("=")
    if not (name and found and path):
        raise ArgumentTypeError("a file is given as NAME=PATH")
    return name, Path(path)


class Command(BaseCommand):
    """Runs one job on this machine and takes its outputs; exit status 0 done, 1 the job failed, 2 wrong call."""

    help = "Run one compute process on this machine, from its inputs to its outputs."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which process, with what, to where."""
        parser.add_argument("process", metavar="ID", help="the id of the process, as `echo`")
        parser.add_argument("--inputs", metavar="FILE.json", help="inputs as one JSON object; - is standard input")
        parser.add_argument("--file", metavar="NAME=PATH", dest="files", type=_file, action="append", default=[])
        parser.add_argument("--out", metavar="FOLDER", type=Path, default=Path(), help="where the outputs go")
        parser.add_argument("--slots", metavar="N", type=int, default=os.cpu_count() or 1, help="cores used at once")
        parser.add_argument("--json", action="store_true", help="answer in JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run and print."""
        process = _process(options["process"])
        given = _given(options["inputs"])
        try:
            outcome = run_process(
                process, given, options["files"], out=options["out"].absolute(), slots=max(1, options["slots"])
            )
        except InputRefused as error:
            raise CommandError(f"{error.input} ({error.rule}): {error.message}", returncode=WRONG_CALL) from error
        except OSError as error:
            raise CommandError(str(error), returncode=WRONG_CALL) from error
        self._say(outcome, as_json=options["json"])

    def _say(self, outcome: Outcome, *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(outcome.value, indent=2, sort_keys=True, ensure_ascii=False))
        for made in () if as_json else outcome.outputs:
            self.stdout.write(f"{made.output}: {made.name}, {made.bytes} bytes, sha256 {made.sha256}")
        if outcome.error_type:
            where = f"task {outcome.failed_task}: " if outcome.failed_task else ""
            raise CommandError(f"{where}{outcome.error_type}: {outcome.message}", returncode=FAILED)


def _process(name: str) -> Process:
    process = processes().get(name)
    if process is None:
        raise CommandError(f"There is no process {name}; there are: {', '.join(processes())}.", returncode=WRONG_CALL)
    return process


def _given(name: str | None) -> dict[str, Any]:
    if name is None:
        return {}
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text()
        given = json.loads(text)
    except (OSError, ValueError, RecursionError) as error:
        raise CommandError(f"{name}: {error}", returncode=WRONG_CALL) from error
    if not isinstance(given, dict):
        raise CommandError(f"{name}: inputs are one object of JSON.", returncode=WRONG_CALL)
    return given
