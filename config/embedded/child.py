"""One child process of the supervisor: started on a leash, logged to its own file, stopped with patience."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LEASH = Path(__file__).with_name("leash.py")
LOG_BYTES = 10_000_000
"""A log larger than this is set aside (one generation) when its process starts."""
LONG_LIFE_S = 30.0
"""A child that lived this long starts again without delay."""
LONGEST_PAUSE_S = 30.0


@dataclass(frozen=True)
class Program:
    """What to run. `prefix` runs before the leash is put on (it may change the user); seconds are wall clock."""

    name: str
    command: tuple[str, ...]
    prefix: tuple[str, ...] = ()
    env: Mapping[str, str] = field(default_factory=dict)
    stop_signals: tuple[signal.Signals, ...] = (signal.SIGTERM,)
    death_signal: signal.Signals = signal.SIGKILL
    grace_s: float = 5.0

    def argv(self, parent: int) -> list[str]:
        """The whole command line, on the leash of the process `parent`."""
        leash = [sys.executable, "-I", "-S", str(LEASH), str(parent), str(int(self.death_signal))]
        return [*self.prefix, *leash, *self.command]


class Child:
    """A program that is running, or ran. Not safe to start from any thread but the main one: the leash is held by
    the thread that starts the child.
    """

    def __init__(self, program: Program, log: Path) -> None:
        self.program = program
        self.log = log
        self.deaths = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._asked_to_stop = False
        self._started = 0.0
        self._not_before = 0.0

    @property
    def pid(self) -> int | None:
        """The process id, while one is known."""
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Start the program in a session of its own, so that Ctrl-C at the terminal reaches the supervisor alone."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        if self.log.exists() and self.log.stat().st_size > LOG_BYTES:
            self.log.replace(self.log.with_suffix(".log.1"))
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self.program.argv(os.getpid()),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={**os.environ, **self.program.env},
                cwd=ROOT,
                start_new_session=True,
            )
        self._asked_to_stop = False
        self._started = time.monotonic()

    def ended(self) -> int | None:
        """The exit status of a child that has just ended (negative: the signal), told once; else None."""
        if self._process is None or (status := self._process.poll()) is None:
            return None
        self._kill_group()
        self._process = None
        now = time.monotonic()
        self.deaths = 0 if now - self._started > LONG_LIFE_S else self.deaths + 1
        self._not_before = now + min(LONGEST_PAUSE_S, 0.25 * 2 ** (self.deaths - 1) if self.deaths else 0.0)
        return status

    def is_due(self) -> bool:
        """Whether a child that ended may be started again now."""
        return self._process is None and time.monotonic() >= self._not_before

    def ask_to_stop(self) -> None:
        """Send the first stop signal, once."""
        if self._process is not None and self._process.poll() is None and not self._asked_to_stop:
            self._process.send_signal(self.program.stop_signals[0])
            self._asked_to_stop = True

    def stop(self) -> None:
        """Stop it: each stop signal in turn with the grace it is due, then the whole group with force."""
        if self._process is None:
            return
        self.ask_to_stop()
        for harder in (*self.program.stop_signals[1:], signal.SIGKILL):
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(self.program.grace_s)
                break
            self._process.send_signal(harder)
        self._kill_group()
        self._process.wait()
        self._process = None

    def last_line(self) -> str:
        """The line of its log that most likely says why it does not start: the last exception, else the last error,
        else the last line.
        """
        text = self.log.read_text(errors="replace")[-20_000:] if self.log.exists() else ""
        lines = [line for line in text.splitlines() if line.strip()]
        errors = [line for line in lines if re.search("error|fatal|refused", line, re.IGNORECASE)]
        exceptions = re.findall(r"^Traceback .*\n(?:[ ].*\n)+(\S.*)$", text, re.MULTILINE)
        return [*lines, *errors, *exceptions][-1].strip() if lines else ""

    def _kill_group(self) -> None:
        if self._process is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
