"""Restore what is damaged or missing from a sound copy."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.aip.faults import FAULTS
from archive.services.mending import Repairs, repair_archive
from repository.errors import PermanentFailure

LEFT, WRONG_CALL = 1, 2


class Command(BaseCommand):
    """Prints one line for each copy mended or left; exit status 0 all sound, 1 something is left, 2 wrong call."""

    help = "Read every copy back, set aside what is damaged and restore it from a sound copy. Nothing sound is touched."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One dataset, one place, what is known to be damaged, or everything."""
        parser.add_argument("--dataset", metavar="SUFFIX", help="only the dataset with this DOI suffix")
        parser.add_argument(
            "--place", metavar="NAME", help="only the copies in this store, or in: archive; an empty folder is filled"
        )
        parser.add_argument("--known", action="store_true", help="only what the audit knows to be damaged or lost")
        parser.add_argument("--json", action="store_true", help="answer in JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, mend, print, and end with status 1 where anything is not sound."""
        try:
            repairs = repair_archive(suffix=options["dataset"], place=options["place"], only_known=options["known"])
        except PermanentFailure as error:
            raise CommandError(error.sentence, returncode=WRONG_CALL) from error
        self.stdout.write(_as_json(repairs) if options["json"] else _as_lines(repairs))
        if not repairs.all_sound:
            raise SystemExit(LEFT)


def _as_lines(repairs: Repairs) -> str:
    lines = [f"{place} {dataset}/{name}: restored" for place, dataset, name in repairs.mended]
    lines += [
        f"{left.place} {left.dataset}/{left.name}: {left.state}: {FAULTS.get(left.fault, left.fault)} {left.reason}"
        for left in repairs.left
    ]
    lines += [f"{place}: no answer: {reason}" for place, reason in repairs.silent.items()]
    counts = f"{repairs.read} copies read, {len(repairs.mended)} restored, {len(repairs.left)} left."
    return "\n".join([*lines, counts])


def _as_json(repairs: Repairs) -> str:
    mended = [{"place": place, "dataset": dataset, "name": name} for place, dataset, name in repairs.mended]
    left = [asdict(found) for found in repairs.left]
    answer = {"read": repairs.read, "restored": mended, "left": left, "silent": repairs.silent}
    return json.dumps(answer, indent=2)
