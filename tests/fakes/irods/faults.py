"""What may go wrong next: told to the server, used up by the requests that it fits."""

import threading
from dataclasses import dataclass, field


@dataclass
class Fault:
    """How the next request of one kind ends.

    ``code`` answers an error instead of working (``works``: after working). ``is_cut``: the connection is lost without
    an answer. ``keeps``: only so many bytes of the reply get through. ``pause_s``: the answer comes late. ``flips``:
    one bit turns before the bytes are written, or after they were read. ``skips`` pass before, ``times`` are hit.
    """

    request: int
    code: int = 0
    works: bool = False
    is_cut: bool = False
    keeps: int | None = None
    pause_s: float = 0.0
    flips: bool = False
    skips: int = 0
    times: int = 1


@dataclass
class Faults:
    """All that is programmed; ``bytes_left``: the connection that brings the last of them is lost."""

    planned: list[Fault] = field(default_factory=list)
    bytes_left: int | None = None
    room: int | None = None
    """Bytes that can still be written to the resources."""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, request: int) -> Fault | None:
        """What happens to this request, counted."""
        with self._lock:
            for fault in self.planned:
                if fault.request != request or fault.times < 1:
                    continue
                if fault.skips:
                    fault.skips -= 1
                    continue
                fault.times -= 1
                return fault
        return None

    def came(self, count: int) -> bool:
        """So many bytes were received: False where the connection is lost with them."""
        with self._lock:
            if self.bytes_left is None:
                return True
            self.bytes_left -= count
            if self.bytes_left > 0:
                return True
            self.bytes_left = None
            return False

    def written(self, count: int) -> bool:
        """So many bytes are to be written: False where there is no room for them."""
        with self._lock:
            if self.room is None:
                return True
            self.room -= count
            return self.room >= 0
