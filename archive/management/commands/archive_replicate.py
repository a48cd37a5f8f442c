"""Bring every store up to what the settings ask for."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.services.policy import Replication, replicate_archive
from repository.errors import PermanentFailure

FAILED, WRONG_CALL = 1, 2


class Command(BaseCommand):
    """Prints one line for each package brought or not; exit status 0 all are there, 1 some are not, 2 wrong call."""

    help = "Copy to each store what it lacks of the newest state of every package. May be stopped and called again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One dataset, one store, or all."""
        parser.add_argument("--dataset", metavar="SUFFIX", help="only the dataset with this DOI suffix")
        parser.add_argument("--replica", metavar="NAME", help="only to this store")
        parser.add_argument("--json", action="store_true", help="answer in JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Copy, print, and end with status 1 where anything is lacking."""
        try:
            replication = replicate_archive(suffix=options["dataset"], store=options["replica"])
        except PermanentFailure as error:
            raise CommandError(error.sentence, returncode=WRONG_CALL) from error
        self.stdout.write(_as_json(replication) if options["json"] else _as_lines(replication))
        if replication.failed:
            raise SystemExit(FAILED)


def _as_lines(done: Replication) -> str:
    lines = [f"{store} {suffix}: copied and verified" for store, suffix in done.brought]
    lines += [f"{store} {suffix}: not copied: {reason}" for store, suffix, reason in done.failed]
    lines += [
        f"{store}: {files} files are listed there, but ARCHIVE_REPLICAS does not name it: nobody looks after them."
        for store, files in done.forgotten.items()
    ]
    counts = f"{done.whole} were there, {len(done.brought)} brought, {len(done.failed)} not."
    return "\n".join([*lines, counts])


def _as_json(done: Replication) -> str:
    brought = [{"store": store, "dataset": suffix} for store, suffix in done.brought]
    failed = [{"store": store, "dataset": suffix, "reason": reason} for store, suffix, reason in done.failed]
    answer = {"there": done.whole, "brought": brought, "failed": failed, "forgotten": done.forgotten}
    return json.dumps(answer, indent=2)
