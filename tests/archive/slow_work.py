"""Work that takes its time, for processes that know nothing but the standard library."""

import os
import signal
import time
from collections.abc import Sequence


def slowly(items: Sequence[int]) -> int:
    """A tenth of a second for some of them."""
    time.sleep(0.1)
    return sum(items)


def killed(items: Sequence[int]) -> int:
    """The process that works on the last item ends in the middle of it."""
    if 0 in items:
        os.kill(os.getpid(), signal.SIGKILL)
    return sum(items)
