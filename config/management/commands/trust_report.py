"""``trust_report [FOLDER]``: what a certifier is shown, from what the system really did."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from config.trust.dossier import Period
from config.trust.pack import write_pack
from config.trust.report import compose
from repository.models import ExerciseKind
from repository.services.exercises import note_exercise

FOUND, WRONG_CALL = 1, 2


class Command(BaseCommand):
    """Exit status 0: written, whatever is missing; 1: the folder does not take it; 2: wrong call."""

    help = "Write a dated evidence pack for the CoreTrustSeal requirements, with what is missing."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to, and which days."""
        parser.add_argument("folder", nargs="?", metavar="FOLDER", type=Path, help="(VARVE_HOME/trust)")
        parser.add_argument("--since", type=_day, metavar="DATE", help="the first day that is reported (a year before)")
        parser.add_argument("--on", type=_day, metavar="DATE", help="the last day that is reported (today)")
        parser.add_argument("--json", action="store_true", help="answer in JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Gather, write, say where it is and how much is missing."""
        began = timezone.now()
        last = options["on"] or began.date()
        first = options["since"] or last - timedelta(days=365)
        if not date(1900, 1, 1) <= first <= last <= date(9000, 1, 1):
            raise CommandError("--since takes a day that is not after the last one.", returncode=WRONG_CALL)
        document = compose(Period(first, last))
        try:
            target = write_pack(document, options["folder"] or Path(settings.VARVE_HOME) / "trust")
        except OSError as problem:
            raise CommandError(f"Nothing was written. {problem}", returncode=FOUND) from problem
        note_exercise(ExerciseKind.REPORT, began_at=began, is_well=True, figures=document)
        said = {"folder": str(target), "missing": document["missing"]}
        words = f"{target}: 16 requirements, {document['missing']} things are missing and said."
        self.stdout.write(json.dumps(said) if options["json"] else words)


def _day(text: str) -> date:
    return date.fromisoformat(text)
