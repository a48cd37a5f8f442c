"""``restore FILE``: go back to a backup, with the site stopped."""

import dataclasses
import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from config.backup.container import BackupError
from config.backup.postgres import database_at_hand
from config.backup.restoring import Restored, restore_backup
from repository.models import ExerciseKind
from repository.services.exercises import note_exercise

FOUND, WRONG_CALL = 1, 2


class Command(BaseCommand):
    """Exit status 0: done; 1: refused or failed, or something is left to do by hand; 2: wrong call."""

    help = "Replace database and drafts by those of a backup."
    requires_system_checks = ["varve"]

    def add_arguments(self, parser: CommandParser) -> None:
        """From where, and whether what is there may go."""
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--force", action="store_true", help="also where the database is not empty")
        parser.add_argument("--json", action="store_true", help="answer in JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, replace, and say what to do next."""
        source = options["file"].absolute()
        if not source.is_file():
            raise CommandError(f"{source} is no file.", returncode=WRONG_CALL)
        began = timezone.now()
        try:
            with database_at_hand():
                restored = restore_backup(source, force=bool(options["force"]))
                figures = {"draft_files": restored.drafts, "faults": len(restored.faults)}
                note_exercise(ExerciseKind.RESTORE, began_at=began, is_well=not restored.faults, figures=figures)
        except (BackupError, OSError) as problem:
            raise CommandError(f"Not restored. {problem}", returncode=FOUND) from problem
        self.stdout.write(json.dumps(dataclasses.asdict(restored)) if options["json"] else _as_lines(restored))
        if restored.faults or restored.unasked:
            raise CommandError("Restored, but see above.", returncode=FOUND)


def _as_lines(restored: Restored) -> str:
    lines = [
        f"Restored what was there at {restored.made}, with {restored.drafts} files of drafts.",
        f"The next number is {restored.next_number}.",
        *(f"In the backup already: {fault}." for fault in restored.faults),
        *([restored.secret] if restored.secret else []),
    ]
    if restored.unasked:
        lines.append(f"The registrar was not asked ({restored.unasked}): run `raise_number_sequence` before the start.")
    return "\n".join([*lines, "Next: start the site, then run `doi_update` and `archive_verify`."])
