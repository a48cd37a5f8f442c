"""``doi_move_to_datacite``: datasets with test DOIs of the local registrar get DOIs of DataCite."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from repository.errors import WrongState
from repository.services.doi_moves import Move, Step, order_move, planned_moves

FOUND, WRONG_CALL = 1, 2

WORDS = {
    Step.PREFIX: "gets the new prefix now",
    Step.RECORD: "gets a new record version with the new DOI, published through the pipeline",
    Step.LATER: "is being changed or published: run this again when that has ended",
    Step.NEVER: "is withdrawn and stays as it is",
}


class Command(BaseCommand):
    """Exit status 0: everything is moved or ordered; 1: something must be moved later; 2: wrong call."""

    help = "Move datasets of the local registrar to DataCite. Numbers, files and what is sealed never change."

    def add_arguments(self, parser: CommandParser) -> None:
        """The prefix, and whether it is meant."""
        parser.add_argument("--prefix", required=True, help="the prefix of the DataCite account, as in DOI_PREFIX")
        meant = parser.add_mutually_exclusive_group(required=True)
        meant.add_argument("--dry-run", action="store_true", help="say what would happen")
        meant.add_argument("--yes", action="store_true", help="do it")
        parser.add_argument("--json", action="store_true", help="answer in JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Plan, do it where it is meant, and say so."""
        prefix = str(options["prefix"])
        try:
            moves = list(planned_moves(prefix=prefix))
            for move in moves if options["yes"] else ():
                order_move(dataset_id=move.dataset_id, prefix=prefix)
        except WrongState as error:
            raise CommandError(error.sentence, returncode=WRONG_CALL) from error
        self.stdout.write(_as_json(moves) if options["json"] else _as_lines(moves, is_done=bool(options["yes"])))
        if any(move.step is Step.LATER for move in moves):
            raise SystemExit(FOUND)


def _as_lines(moves: list[Move], *, is_done: bool) -> str:
    lines = [f"{move.doi} -> {move.new_doi}: {WORDS[move.step]}" for move in moves if move.step is not Step.NEVER]
    lines += [f"{move.doi}: {WORDS[move.step]}" for move in moves if move.step is Step.NEVER]
    moved = sum(move.step in (Step.PREFIX, Step.RECORD) for move in moves)
    said = f"{moved} datasets are being moved." if is_done else f"{moved} datasets would be moved. Nothing was changed."
    return "\n".join([*lines, said])


def _as_json(moves: list[Move]) -> str:
    return json.dumps([{"doi": move.doi, "new_doi": move.new_doi, "step": move.step} for move in moves], indent=2)
