"""``export_record``: the record of a public dataset in one of its formats."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from repository.crosswalks.formats import EXPORTS
from repository.lifecycle import Standing
from repository.models import Rendition

NOT_THERE = 1


class Command(BaseCommand):
    """Exit status 0: the document is on standard output, as readers get it; 1: it is not; 2: wrong call."""

    help = "Write the record of a public dataset in one of its formats to standard output."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which dataset, which format."""
        parser.add_argument("suffix", metavar="SUFFIX", help="what follows the prefix in its DOI")
        parser.add_argument("--format", required=True, choices=sorted(EXPORTS), help="as in the addresses of exports")

    def handle(self, *args: Any, suffix: str, **options: Any) -> None:
        """Write it."""
        entry = EXPORTS[options["format"]]
        stored = Rendition.objects.filter(
            dataset__suffix=suffix, dataset__standing=Standing.PUBLIC, format=entry.name
        ).first()
        if stored is None:
            text = f"There is no public dataset {suffix} with a record in this format."
            raise CommandError(text, returncode=NOT_THERE)
        sys.stdout.buffer.write(entry.document(bytes(stored.body)))
        sys.stdout.flush()
