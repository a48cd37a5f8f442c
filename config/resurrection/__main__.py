"""``python -m config.resurrection --until MOMENT --every N``: every public answer of this site, one JSON line each."""

import argparse
import dataclasses
import json
import sys
from datetime import datetime

import django


def main() -> None:
    """Ask and print. The settings are those of the environment."""
    parser = argparse.ArgumentParser(prog="python -m config.resurrection")
    parser.add_argument("--until", type=datetime.fromisoformat, required=True)
    parser.add_argument("--every", type=int, default=1)
    options = parser.parse_args()
    django.setup()
    from config.resurrection.answers import answers

    for answer in answers(until=options.until, every=options.every):
        sys.stdout.write(json.dumps(dataclasses.asdict(answer)) + "\n")


main()
