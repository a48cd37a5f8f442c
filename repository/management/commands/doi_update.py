"""``doi_update``: reserve what is not reserved, send what differs from what the registrar holds."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from repository.errors import WrongState
from repository.models import Dataset
from repository.services.doi_rounds import Round, update_dois
from repository.services.reservations import draw_number_again

FOUND, WRONG_CALL = 1, 2


class Command(BaseCommand):
    """Exit status 0: the registrar holds everything; 1: something waits or is held; 2: wrong call."""

    help = "Send what differs from what the registrar holds; it may be stopped and started again at any time."

    def add_arguments(self, parser: CommandParser) -> None:
        """All of it, one new number, or an answer for programs."""
        parser.add_argument(
            "--all", action="store_true", help="send also what does not differ, as after a mishap there"
        )
        parser.add_argument(
            "--draw-again", metavar="SUFFIX", help="first give this dataset another number, since its own is taken"
        )
        parser.add_argument("--json", action="store_true", help="answer in JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Update, print, and end with status 1 where anything is left."""
        if options["draw_again"]:
            self._draw_again(str(options["draw_again"]))
        found = update_dois(everything=bool(options["all"]), tell=self._tell)
        self.stdout.write(_as_json(found) if options["json"] else _as_lines(found))
        if not found.is_clean:
            raise SystemExit(FOUND)

    def _draw_again(self, suffix: str) -> None:
        try:
            dataset = draw_number_again(suffix=suffix)
        except Dataset.DoesNotExist as error:
            raise CommandError(f"There is no dataset {suffix}.", returncode=WRONG_CALL) from error
        except WrongState as error:
            raise CommandError(error.sentence, returncode=WRONG_CALL) from error
        self.stderr.write(f"{suffix} has the number {dataset.suffix} now.")

    def _tell(self, count: int, doi: str) -> None:
        """Progress goes to standard error, the answer to standard output."""
        if count == 1 or count % 50 == 0:
            self.stderr.write(f"{count} looked after, {doi} last")


def _as_lines(found: Round) -> str:
    lines = [f"{doi} waits: {reason}" for doi, reason in found.waiting.items()]
    lines += [f"{doi} is held: {reason}" for doi, reason in found.held.items()]
    if found.is_broken_off:
        lines.append("The registrar does not answer: the rest was not tried. Run it again later.")
    return "\n".join([*lines, f"{len(found.done)} DOIs brought up to date, {len(lines)} problems."])


def _as_json(found: Round) -> str:
    return json.dumps(
        {
            "done": found.done,
            "waiting": [{"doi": doi, "reason": reason} for doi, reason in found.waiting.items()],
            "held": [{"doi": doi, "reason": reason} for doi, reason in found.held.items()],
            "broken_off": found.is_broken_off,
        },
        indent=2,
    )
