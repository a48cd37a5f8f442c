"""Re-hash what is stored: every package and every verified replica."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from archive.services.fixity import Audit, audit_archive
from repository.errors import PermanentFailure
from repository.models import ExerciseKind
from repository.services.exercises import note_exercise

FOUND, WRONG_CALL = 1, 2


class Command(BaseCommand):
    """Prints one line for each damaged or missing file; exit status 0 all sound, 1 faults found, 2 wrong call."""

    help = "Read every stored byte again and compare it with the manifests."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One dataset, one store, or all."""
        parser.add_argument("--dataset", metavar="SUFFIX", help="only the dataset with this DOI suffix")
        parser.add_argument("--replica", metavar="NAME", help="only the copies in this store")
        parser.add_argument("--json", action="store_true", help="answer in JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Audit, print, and end with status 1 where anything was found."""
        began, is_whole = timezone.now(), options["dataset"] is None and options["replica"] is None
        try:
            audit = audit_archive(suffix=options["dataset"], store=options["replica"])
        except PermanentFailure as error:
            raise CommandError(error.sentence, returncode=WRONG_CALL) from error
        if is_whole:
            figures = {"packages_and_copies": len(audit.checked), "faults": len(audit.findings)}
            note_exercise(ExerciseKind.VERIFY, began_at=began, is_well=not audit.findings, figures=figures)
        self.stdout.write(_as_json(audit) if options["json"] else _as_lines(audit))
        if audit.findings:
            raise SystemExit(FOUND)


def _as_lines(audit: Audit) -> str:
    lines = [str(finding) for finding in audit.findings]
    return "\n".join([*lines, f"{len(audit.checked)} packages and copies read, {len(lines)} faults."])


def _as_json(audit: Audit) -> str:
    faults = [
        {
            "dataset": finding.dataset,
            "place": finding.place,
            "name": finding.fault.name,
            "code": finding.fault.code,
            "detail": finding.fault.detail,
        }
        for finding in audit.findings
    ]
    checked = [{"place": place, "dataset": dataset} for place, dataset in audit.checked]
    return json.dumps({"checked": checked, "faults": faults}, indent=2)
