"""``snapshot_due``: order the layers of evolving datasets that are due, as the scheduler does every ten minutes."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from repository.models import Source
from repository.services.due_snapshots import order_due_snapshots


class Command(BaseCommand):
    """Exit status 0: done, also where nothing was due; 1: no such dataset; 2: wrong call. Workers take the layers."""

    help = "Order the layers of evolving datasets that are due."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which dataset, and when."""
        parser.add_argument("--dataset", metavar="SUFFIX", default="", help="of this dataset alone")
        parser.add_argument("--at-once", action="store_true", help="whatever its schedule says; needs --dataset")

    def handle(self, *args: Any, **options: Any) -> None:
        """Order, and say for which datasets."""
        suffix = str(options["dataset"])
        if options["at_once"] and not suffix:
            raise CommandError("--at-once is for one dataset: name it with --dataset.", returncode=2)
        if suffix and not Source.objects.filter(dataset__suffix=suffix).exists():
            raise CommandError(f"Dataset {suffix} has no source.")
        ordered = order_due_snapshots(suffix=suffix, at_once=bool(options["at_once"]))
        for each in ordered:
            self.stdout.write(f"dataset {each}: a layer is ordered")
        self.stdout.write(f"{len(ordered)} ordered.")
