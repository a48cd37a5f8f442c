"""Seconds from `manage.py serve` to the first page of a site that was there: `python -m benchmarks.second_start`.

The embedded site whole, stopped and started again; beside the seconds that a person was promised.
"""

import tempfile
import time
from pathlib import Path
from typing import Final

from benchmarks.reporting.figures import figure
from tests.services.site import RunningSite

ROUNDS: Final = 5
LIMIT_S: Final = 8.0
PATIENCE_S: Final = 120.0


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="varve-", dir="/tmp") as folder:
        home = Path(folder) / "home"
        first = RunningSite(home)
        first.wait_until_ready(300)
        first.stop()
        taken = [_seconds(home) for _round in range(ROUNDS)]
    print(figure("second start to the first answered page", unit="s", ours=taken, peers=[LIMIT_S] * ROUNDS))


def _seconds(home: Path) -> float:
    site = RunningSite(home)
    try:
        while not site.answers():
            if time.monotonic() > site.started + PATIENCE_S:
                raise RuntimeError(f"no page: {site.said()}")
            time.sleep(0.05)
        return time.monotonic() - site.started
    finally:
        site.wait_until_ready(PATIENCE_S)
        site.stop()


if __name__ == "__main__":
    main()
