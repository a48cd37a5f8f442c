"""``raise_number_sequence``: after a restore or rebuild no number is given twice."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.numbers import highest_numbers
from repository.errors import RepositoryError
from repository.services.identifiers import MARGIN, raise_number_sequence

FAILED, WRONG_CALL = 1, 2


class Command(BaseCommand):
    """Exit status 0: done; 1: the registrar could not be asked; 2: wrong call."""

    help = "Let numbers go on above the highest in packages, rows and registrar, plus 1,000."

    def add_arguments(self, parser: CommandParser) -> None:
        """A number that only a person knows."""
        parser.add_argument("--above", type=int, default=0, help="a number known to have been given, from a paper say")
        parser.add_argument("--json", action="store_true", help="answer in JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Look everywhere, raise, and say the next number."""
        if int(options["above"]) < 0:
            raise CommandError("--above takes a number, 0 or more.", returncode=WRONG_CALL)
        try:
            found = highest_numbers()
        except RepositoryError as error:
            raise CommandError(f"Nothing was changed. {error.sentence}", returncode=FAILED) from error
        coming = raise_number_sequence(above=max(*found.values(), int(options["above"])))
        if options["json"]:
            self.stdout.write(json.dumps({"highest": found, "margin": MARGIN, "next": coming}, indent=2))
            return
        places = ", ".join(f"{place} {number}" for place, number in found.items())
        self.stdout.write(f"Highest numbers: {places}. The next number is {coming}.")
