"""``archive_drill --from PATH|REPLICA``: does the repository come back, byte for byte, from this copy alone?"""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from archive.services.package_sources import open_source
from config.resurrection.drill import Drilled, DrillFailed, drill
from repository.errors import PermanentFailure
from repository.models import ExerciseKind
from repository.services.exercises import note_exercise

FOUND, WRONG_CALL = 1, 2


class Command(BaseCommand):
    """Exit status 0: every answer is the same; 1: something differs, or the rebuild failed; 2: wrong call."""

    help = "Rebuild the repository from a copy into a second database and compare every public answer."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """From where, where to, and how much is compared."""
        parser.add_argument("--from", dest="source", required=True, metavar="PATH|REPLICA")
        parser.add_argument("--into", type=Path, help="an empty folder with room for every package (VARVE_HOME/drill)")
        parser.add_argument("--every", type=int, default=1, help="all pages of every N-th dataset only")
        parser.add_argument("--json", action="store_true", help="answer in JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild, compare, and say what was compared."""
        into = options["into"] or Path(settings.VARVE_HOME) / "drill"
        if options["every"] < 1:
            raise CommandError("--every takes a number from 1.", returncode=WRONG_CALL)
        try:
            open_source(options["source"])
        except PermanentFailure as problem:
            raise CommandError(problem.sentence, returncode=WRONG_CALL) from problem
        began = timezone.now()
        try:
            found = drill(source=options["source"], into=into, every=options["every"])
        except (DrillFailed, OSError) as problem:
            note_exercise(ExerciseKind.DRILL, began_at=began, is_well=False, figures={"every": options["every"]})
            raise CommandError(str(problem), returncode=FOUND) from problem
        is_equal, figures = found.comparison.is_equal, _figures(found, options["every"])
        note_exercise(ExerciseKind.DRILL, began_at=began, is_well=is_equal, figures=figures)
        self.stdout.write(_as_json(found) if options["json"] else _as_lines(found))
        if not found.comparison.is_equal:
            raise SystemExit(FOUND)


def _figures(found: Drilled, every: int) -> dict[str, int]:
    comparison = found.comparison
    differing = len(comparison.differing) + len(comparison.missing) + len(comparison.extra)
    return {"every": every, "same": sum(comparison.same.values()), "differing": differing}


def _as_lines(found: Drilled) -> str:
    figures = _figures(found, 1)
    last = f"{figures['same']} answers compared and the same, {figures['differing']} not."
    return "\n".join([*found.rebuilt, *found.comparison.lines(), last])


def _as_json(found: Drilled) -> str:
    comparison = found.comparison
    return json.dumps(
        {
            "rebuilt": list(found.rebuilt),
            "same": dict(comparison.same),
            "differing": comparison.differing,
            "missing": comparison.missing,
            "extra": comparison.extra,
        },
        indent=1,
    )
