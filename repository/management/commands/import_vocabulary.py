"""``import_vocabulary``: one vocabulary from a file or its address into the database."""

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_slug

from repository.errors import PermanentFailure, TransientFailure
from repository.services.vocabularies import Loaded, load_vocabulary
from repository.services.vocabulary_files import file_of
from repository.vocabularies.known import BOXES, KNOWN

FOUND, WRONG_CALL = 1, 2


class Command(BaseCommand):
    """Exit status 0: loaded, or nothing new; 1: refused or no answer, nothing changed; 2: wrong call."""

    help = "Load a SKOS file (RDF/XML, Turtle, JSON-LD), a CF table or a CSV list. What vanished is kept as deprecated."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where it is, how it is called here, and which boxes search it."""
        parser.add_argument(
            "source", metavar="FILE|URL", nargs="?", help="left out: the official address of a known scheme"
        )
        parser.add_argument(
            "--scheme", required=True, metavar="NAME", help=f"small letters, digits, hyphens; known: {', '.join(KNOWN)}"
        )
        parser.add_argument(
            "--for", dest="uses", action="append", choices=BOXES, default=[], help="a box that searches it; repeatable"
        )
        parser.add_argument("--shrink", action="store_true", help="the file may lack more than half of what is there")
        parser.add_argument("--again", action="store_true", help="read the file also when it is the one loaded last")
        parser.add_argument("--json", action="store_true", help="answer in JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say what was done."""
        scheme = str(options["scheme"])
        source = options["source"] or (KNOWN[scheme].file if scheme in KNOWN else "")
        try:
            validate_slug(scheme)
        except Exception as error:
            raise CommandError(f"{scheme} is no name of a scheme.", returncode=WRONG_CALL) from error
        if not source:
            raise CommandError(f"{scheme} is not known here: give its file or address.", returncode=WRONG_CALL)
        try:
            with file_of(str(source)) as path:
                loaded = load_vocabulary(
                    path=path, scheme=scheme, name=str(source), uses=tuple(options["uses"]),
                    may_shrink=bool(options["shrink"]), again=bool(options["again"]),
                )  # fmt: skip
        except (PermanentFailure, TransientFailure) as error:
            raise CommandError(error.sentence, returncode=FOUND) from error
        self.stdout.write(json.dumps(asdict(loaded)) if options["json"] else _as_line(loaded))


def _as_line(loaded: Loaded) -> str:
    if loaded.is_same_file:
        return f"{loaded.scheme}: this file was loaded before; {loaded.total} concepts."
    return (
        f"{loaded.scheme}: {loaded.total} concepts; {loaded.made} new, {loaded.changed} changed, "
        f"{loaded.retired} kept as deprecated."
    )
