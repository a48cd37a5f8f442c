"""Take a dataset's package away in another form."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.services.exporting import ExportForm, write_export
from repository.errors import PermanentFailure, TransientFailure

FAILED, WRONG_CALL = 1, 2
_WRONG = {"nothing-archived", "export-exists"}


class Command(BaseCommand):
    """Writes one export and says what it holds; exit status 0 done, 1 the package or the disk failed, 2 wrong call."""

    help = "Write a dataset's package as a bag (BagIt), as an OCFL object, or its history as PREMIS."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which package, in which form, to where."""
        parser.add_argument("suffix", metavar="SUFFIX", help="the DOI suffix of the dataset")
        parser.add_argument("--as", dest="form", choices=[form.value for form in ExportForm], required=True)
        parser.add_argument(
            "--to", metavar="PATH", type=Path, required=True, help="a new folder, or a new file FILE.tar or FILE.zip"
        )
        parser.add_argument("--json", action="store_true", help="answer in JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Export and print."""
        form, target = ExportForm(options["form"]), options["to"].absolute()
        try:
            export = write_export(suffix=options["suffix"], form=form, target=target)
        except (PermanentFailure, TransientFailure) as error:
            code = WRONG_CALL if error.code in _WRONG else FAILED
            raise CommandError(error.sentence, returncode=code) from error
        answer = {"form": form.value, "to": str(target), "files": len(export.entries), "bytes": export.size}
        if options["json"]:
            self.stdout.write(json.dumps(answer, indent=2))
        else:
            self.stdout.write(f"{target}: {answer['files']} files, {answer['bytes']} bytes.")
