"""``python -m tests.fakes.irods --port 1247 --folder vaults``: a zone to try a site against."""

import argparse
import sys
import threading
from pathlib import Path

from tests.fakes.irods.server import running_irods


def main() -> None:
    """Serve until Ctrl-C. The catalogue is in memory: a folder with bytes of an earlier run is not known again."""
    parser = argparse.ArgumentParser(prog="python -m tests.fakes.irods", description=__doc__)
    parser.add_argument("--port", type=int, default=1247)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--resources", default="demoResc,replResc", help="names separated by commas")
    chosen = parser.parse_args()
    resources = tuple(chosen.resources.split(","))
    with running_irods(chosen.folder, resources=resources, port=chosen.port) as fake:
        address = f"irods://{fake.user}@127.0.0.1:{fake.port}{fake.home}/varve?resource={chosen.resources}&tls=no"
        sys.stdout.write(f"export ARCHIVE_REPLICAS=second,zone\nexport ARCHIVE_REPLICA_ZONE_URL='{address}'\n")
        sys.stdout.write(f"export ARCHIVE_REPLICA_ZONE_PASSWORD='{fake.password}'\n")
        sys.stdout.flush()
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return


if __name__ == "__main__":
    main()
