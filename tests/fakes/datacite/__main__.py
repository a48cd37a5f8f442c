"""``python -m tests.fakes.datacite --port 8090``: a DataCite to try a site against; holds everything in memory."""

import argparse
import sys
import threading

from tests.fakes.datacite.rules import Account
from tests.fakes.datacite.server import Seen, running_datacite


def main() -> None:
    """Serve until Ctrl-C, one line for each request."""
    parser = argparse.ArgumentParser(prog="python -m tests.fakes.datacite", description=__doc__)
    parser.add_argument("--port", type=int, default=8090)
    parser.add_argument("--user", default="FAKE.REPO")
    parser.add_argument("--password", default="a password of no worth")
    parser.add_argument("--prefix", default="10.99999")
    chosen = parser.parse_args()
    account = Account(chosen.user, chosen.password, (chosen.prefix,))
    with running_datacite(account, port=chosen.port) as fake:
        fake.when_asked = _tell
        _say("DOI_REGISTRAR=datacite", f"DOI_PREFIX={chosen.prefix}", f"DATACITE_URL={fake.url}")
        _say(f"DATACITE_USER={chosen.user}", f"DATACITE_PASSWORD='{chosen.password}'")
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return


def _tell(seen: Seen) -> None:
    attributes = ((seen.body or {}).get("data") or {}).get("attributes") or {}
    event = f" event={attributes['event']}" if attributes.get("event") else ""
    _say(f"{seen.method} {seen.path} {seen.doi} -> {seen.status}{event}")


def _say(*lines: str) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
