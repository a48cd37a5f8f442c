"""``import_organisations``: the organisations of ROR from its data dump into the database."""

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from repository.errors import PermanentFailure, TransientFailure
from repository.services.organisation_files import dump_of
from repository.services.organisations import load_organisations

FOUND = 1


class Command(BaseCommand):
    """Exit status 0: loaded; 1: refused or no answer, what was read before that is kept; 2: wrong call."""

    help = "Load ROR's data dump (JSON of schema 2; plain, gzipped or zipped). Started again it goes on where it was."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where it is."""
        parser.add_argument("source", metavar="FILE|URL")
        parser.add_argument("--json", action="store_true", help="answer in JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say what was done."""
        try:
            with dump_of(str(options["source"])) as file:
                loaded = load_organisations(file)
        except (PermanentFailure, TransientFailure) as error:
            raise CommandError(error.sentence, returncode=FOUND) from error
        if options["json"]:
            self.stdout.write(json.dumps(asdict(loaded)))
            return
        self.stdout.write(
            f"{loaded.total} organisations; {loaded.made} new, {loaded.changed} changed, "
            f"{loaded.passed_over} records passed over."
        )
