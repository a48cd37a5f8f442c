"""An empty database becomes the repository again, from archive directories alone."""

import json
import os
from argparse import ArgumentParser, ArgumentTypeError
from collections import Counter
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from archive.services.package_sources import open_source
from archive.services.rebuild import Outcome, Rebuild, Result
from repository.errors import PermanentFailure, TransientFailure
from repository.models import ExerciseKind
from repository.services.exercises import note_exercise

FOUND, WRONG_CALL = 1, 2
PROCESSES_MOST: Final = 8
NEXT = "Next: `raise_number_sequence`, start the site, then `archive_replicate`, `doi_update` and `archive_verify`."


def _some(text: str) -> int:
    """A number of processes, one or more."""
    if not text.isdecimal() or not 0 < int(text) < 1000:
        raise ArgumentTypeError("a number from 1 to 999")
    return int(text)


class Command(BaseCommand):
    """Exit status 0: all rebuilt or there already; 1: a package was refused, or the source broke off; 2: wrong call."""

    help = "Make the rows of every package that the database lacks, and bring back what ARCHIVE_URL lacks."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where the packages are."""
        parser.add_argument(
            "--from",
            dest="source",
            required=True,
            metavar="PATH|REPLICA",
            help="a folder, or a name of ARCHIVE_REPLICAS",
        )
        parser.add_argument(
            "--processes",
            type=_some,
            default=min(len(os.sched_getaffinity(0)), PROCESSES_MOST),
            metavar="N",
            help=f"packages at once (default: one for each processor, at most {PROCESSES_MOST})",
        )
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild, print a line for each package that is not whole, and how many of each kind at the end."""
        counts: Counter[str] = Counter()
        began = timezone.now()
        try:
            rebuild = Rebuild(open_source(options["source"]), processes=options["processes"])
            for result in rebuild.run():
                counts[result.outcome] += 1
                counts["files"] += result.files
                counts["renewed"] += result.is_renewed
                self._tell(result, as_json=bool(options["json"]))
            counts["next"] = rebuild.finish()
        except PermanentFailure as error:
            raise CommandError(error.sentence, returncode=WRONG_CALL) from error
        except TransientFailure as error:
            self._sum_up(counts, as_json=bool(options["json"]))
            raise CommandError(f"{error.sentence} Run it again: it goes on from here.", returncode=FOUND) from error
        figures = {str(name): count for name, count in counts.items() if name != "next"}
        is_well = not counts[Outcome.REFUSED]
        note_exercise(ExerciseKind.REBUILD, began_at=began, is_well=is_well, figures=figures)
        self._sum_up(counts, as_json=bool(options["json"]))
        if counts[Outcome.REFUSED]:
            raise SystemExit(FOUND)

    def _tell(self, result: Result, *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(
                json.dumps(
                    {
                        "dataset": result.suffix,
                        "outcome": result.outcome.value,
                        "code": result.code,
                        "reason": result.reason,
                        "files": result.files,
                        "renewed": result.is_renewed,
                    }
                )
            )
        elif result.reason:
            self.stdout.write(f"{result.suffix}: {result.outcome.value}: {result.code}: {result.reason}")

    def _sum_up(self, counts: Counter[str], *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps({"total": dict(counts)}))
            return
        self.stdout.write(
            f"{counts[Outcome.REBUILT]} datasets rebuilt, {counts[Outcome.BROUGHT_UP]} brought up to their packages, "
            f"{counts[Outcome.THERE]} there already, "
            f"{counts[Outcome.NOT_PUBLIC]} never public, {counts[Outcome.REFUSED]} refused; "
            f"{counts['files']} files brought to the archive; {counts['renewed']} with other exports than before."
        )
        if counts["next"]:
            self.stdout.write(f"The next number is {counts['next']}. {NEXT}")
