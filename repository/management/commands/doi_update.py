"""``doi_update``: reserve what is not reserved, send what differs from what the registrar holds."""

import json
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from repository.errors import WrongState
from repository.models import Dataset
from repository.services.doi_rounds import Round, update_dois
from repository.services.doi_updates import compared, unreserved_datasets
from repository.services.reservations import draw_number_again

FOUND, WRONG_CALL = 1, 2
TELL_EVERY_S = 2.0


class Command(BaseCommand):
    """Exit status 0: the registrar holds everything; 1: something waits or is held; 2: wrong call."""

    help = "Send what differs from what the registrar holds; it may be stopped and started again at any time."
    _told_at = 0.0

    def add_arguments(self, parser: CommandParser) -> None:
        """All of it, one new number, or an answer for programs."""
        parser.add_argument(
            "--all", action="store_true", help="send also what does not differ, as after a mishap there"
        )
        parser.add_argument(
            "--draw-again", metavar="SUFFIX", help="first give this dataset another number, since its own is taken"
        )
        parser.add_argument("--list", action="store_true", help="say what is not reserved or stale, and change nothing")
        parser.add_argument("--json", action="store_true", help="answer in JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Update, print, and end with status 1 where anything is left."""
        if options["list"]:
            self._list(as_json=bool(options["json"]))
            return
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

    def _list(self, *, as_json: bool) -> None:
        """What a round would send; the registrar is not asked."""
        lacking = [{"doi": dataset.doi, "why": "not-reserved", "outcome": ""} for dataset in unreserved_datasets()]
        stale = [
            {"doi": each.dataset.doi, "why": str(each.why), "outcome": each.outcome} for each in compared() if each
        ]
        rows = [*lacking, *stale]
        words = [f"{row['doi']} {row['why']}{row['outcome'] and ': '}{row['outcome']}" for row in rows]
        said = "\n".join([*words, f"{len(rows)} DOIs differ from what the registrar holds. Nothing was sent."])
        self.stdout.write(json.dumps(rows, indent=2) if as_json else said)
        if rows:
            raise SystemExit(FOUND)

    def _tell(self, found: Round) -> None:
        """Progress goes to standard error every few seconds, the answer to standard output."""
        now = time.monotonic()
        if found.looked_at not in (1, found.total) and now - self._told_at < TELL_EVERY_S:
            return
        self._told_at = now
        left = len(found.waiting) + len(found.held)
        self.stderr.write(
            f"{found.looked_at} of {found.total} looked at, {len(found.done)} sent, {left} left{found.last and ', '}"
            f"{found.last}{found.last and ' last'}"
        )


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
