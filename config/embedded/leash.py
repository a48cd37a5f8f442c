"""A leash for child processes: the kernel signals the child when the process that started it is gone.

Used in two ways: imported by a process that was forked, or run as a script that puts itself on the leash and then
becomes the command. It imports nothing of the project, so that the script starts in a few milliseconds.
"""

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def die_with_parent(*, parent: int, death_signal: signal.Signals = signal.SIGKILL) -> None:
    """Ask the kernel for `death_signal` when `parent` ends; end at once where it is gone already. Raises OSError.

    The request lasts over exec, but not over a change of user: call it after that (prctl(2), PR_SET_PDEATHSIG).
    """
    if ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl")
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    """`leash.py PARENT SIGNAL COMMAND...`: become the command, on the leash of PARENT."""
    parent, death_signal, *command = sys.argv[1:]
    die_with_parent(parent=int(parent), death_signal=signal.Signals(int(death_signal)))
    os.execvp(command[0], command)  # noqa: S606  (the command is the supervisor's own)


if __name__ == "__main__":
    main()
