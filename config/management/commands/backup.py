"""``backup FILE``: what packages do not hold, in one file, while the site runs."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from config.backup.container import BackupError
from config.backup.making import Made, make_backup
from config.backup.postgres import database_at_hand
from repository.models import ExerciseKind
from repository.services.exercises import note_exercise

FOUND, WRONG_CALL = 1, 2


class Command(BaseCommand):
    """Exit status 0: done; 1: it failed, or a draft's file is missing or damaged; 2: wrong call."""

    help = "Write database and drafts to one file; the packages are not in it."
    requires_system_checks = ["varve"]

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to, and what else."""
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--with-secret", action="store_true", help="also the secret key; keep the file safe")
        parser.add_argument("--json", action="store_true", help="answer in JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it, and say what is in it."""
        target = options["file"].absolute()
        if not target.parent.is_dir() or target.is_dir():
            raise CommandError(f"{target} takes a file in a folder that exists.", returncode=WRONG_CALL)
        began = timezone.now()
        try:
            with database_at_hand():
                made = make_backup(target, with_secret=bool(options["with_secret"]))
                figures = {"bytes": made.size, "draft_files": made.drafts, "faults": len(made.faults)}
                note_exercise(ExerciseKind.BACKUP, began_at=began, is_well=not made.faults, figures=figures)
        except (BackupError, OSError) as problem:
            raise CommandError(f"No backup was made. {problem}", returncode=FOUND) from problem
        self.stdout.write(_as_json(target, made) if options["json"] else _as_lines(target, made))
        if made.faults:
            raise CommandError("The backup is whole, but drafts are not.", returncode=FOUND)


def _as_json(target: Path, made: Made) -> str:
    said = {"file": str(target), "bytes": made.size, "draft_files": made.drafts, "faults": made.faults}
    return json.dumps(said | ({"drafts_in": made.elsewhere} if made.elsewhere else {}))


def _as_lines(target: Path, made: Made) -> str:
    lines = [f"{target}: {made.size} bytes, the database and {made.drafts} files of drafts.", *made.faults]
    if made.elsewhere:
        lines.append(f"The bytes of drafts lie in {made.elsewhere} and are not in it: keep older versions there.")
    return "\n".join([*lines, "The packages are not in it: their copies are the replicas."])
