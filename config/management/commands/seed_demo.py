"""``seed_demo``: demo people and datasets through the real road, or many synthetic published rows for benchmarks."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.demo.people import DEMO_PASSWORD, PEOPLE
from config.demo.stories import tell_all
from repository.services.synthetic import make_synthetic_datasets


class Command(BaseCommand):
    """Fill a site with something to look at."""

    help = "Demo people and datasets, made through deposit, moderation, archive and publication."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("--size", type=int, default=0, help="instead: this many synthetic published rows")
        parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same synthetic rows")
        parser.add_argument("--json", action="store_true", help="answer for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it, and say what was made."""
        size = int(options["size"])
        if size < 0:
            raise CommandError("--size takes a number of rows, 1 or more.")
        if size:
            made = make_synthetic_datasets(size=size, seed=int(options["seed"]))
            self._say(options, {"synthetic": made}, f"{made} synthetic datasets are published.")
            return
        datasets = tell_all()
        words = (
            f"{len(datasets)} demo datasets were made." if datasets else "There are deposits already: nothing was made."
        )
        answer = {
            "datasets": [dataset.doi for dataset in datasets],
            "people": [{"email": person.email, "password": DEMO_PASSWORD} for person in PEOPLE],
        }
        self._say(options, answer, words)

    def _say(self, options: dict[str, Any], answer: dict[str, Any], words: str) -> None:
        self.stdout.write(json.dumps(answer) if options["json"] else words)
